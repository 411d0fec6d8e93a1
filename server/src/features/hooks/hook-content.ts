/** What a hook posts: text, Block Kit and attachments, out of Slack's forms into ours. */
import type { IncomingWebhook, MessageAttachment } from '@innermost/protocol/webhooks.ts';
import { membershipsOf } from '../../access/permission.ts';
import type { Work } from '../../work/work.ts';
import { isShown, isVisible } from './attachments.ts';
import { personOfName } from './known-hooks.ts';
import type { Payload } from './payload.ts';
import { selectUsernames } from './queries.ts';
import { namedIn, slackPlain, slackText, type Callable } from './slack-text.ts';
import type { Content } from './split-posts.ts';

/** Names in one message that are looked up; the others are shown as they are. */
const mostNames = 100;

/** Blocks often repeat the text that stands beside them for places without formatting. */
function messageOf({ text, blocks }: Payload): string {
  if (blocks === '' || text.trim() === '') return blocks || text;
  return blocks.includes(text.trim()) ? blocks : `${text}\n\n${blocks}`;
}

function textsOf({ message, attachments }: Content): string[] {
  const inAttachments = attachments.flatMap((one) => [
    ...[one.pretext, one.text, one.title, one.footer, one.author_name, one.fallback].map((text) => text ?? ''),
    ...(one.fields ?? []).flatMap(({ title, value }) => [title, value]),
  ]);
  return [message, ...inAttachments];
}

async function usernamesOf(w: Work, ids: ReadonlySet<string>): Promise<Map<string, string>> {
  const { people } = w.services.directory;
  const known = [...ids].flatMap((id) => people.peek(id) ?? []);
  const usernames = new Map(known.map(({ id, username }) => [id, username]));
  const unknown = [...ids].filter((id) => !usernames.has(id));
  if (unknown.length === 0) return usernames;
  for (const { id, username } of await selectUsernames(w.db, { ids: unknown })) usernames.set(id, username);
  return usernames;
}

async function isInTeam(w: Work, name: string, teamId: string): Promise<boolean> {
  const person = await personOfName(w.services, name);
  if (!person || person.delete_at > 0) return false;
  return (await membershipsOf(w.services.directory, person.id)).teams.has(teamId);
}

async function callableIn(w: Work, hook: IncomingWebhook, texts: readonly string[]): Promise<Callable> {
  const named = texts.map(namedIn);
  const byId = await usernamesOf(w, new Set(named.flatMap(({ ids }) => ids)));
  const inTeam = new Set<string>();
  const names = new Set(named.flatMap((one) => one.names));
  for (const name of [...names].slice(0, mostNames)) if (await isInTeam(w, name, hook.team_id)) inTeam.add(name);
  return { byId, inTeam };
}

/** Wire: titles, authors and footers are plain text in official clients, so links in them become their labels. */
function converted(one: MessageAttachment, callable: Callable): MessageAttachment {
  const markdown = (text = ''): string => slackText(text, callable);
  const plain = (text = ''): string => slackPlain(text, callable);
  return {
    ...one,
    fallback: plain(one.fallback),
    pretext: markdown(one.pretext),
    author_name: plain(one.author_name),
    title: plain(one.title),
    text: markdown(one.text),
    fields: (one.fields ?? []).map((field) => ({ ...field, title: plain(field.title), value: markdown(field.value) })),
    footer: plain(one.footer),
  };
}

/** False for a payload of which clients would show nothing at all. */
export const holdsSomething = (payload: Payload): boolean =>
  isVisible(messageOf(payload)) || (payload.attachments ?? []).some(isShown);

export async function contentOf(w: Work, hook: IncomingWebhook, payload: Payload): Promise<Content> {
  const content = { message: messageOf(payload), attachments: payload.attachments ?? [] };
  const texts = textsOf(content);
  if (!texts.some((text) => /[<&]/.test(text))) return content;
  const callable = await callableIn(w, hook, texts);
  const attachments = content.attachments.map((one) => converted(one, callable));
  return { message: slackText(content.message, callable), attachments };
}
