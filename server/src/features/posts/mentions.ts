/** Whom a message calls (reference: wire/posts-and-mentions.md §5). Costs no query while those named are known. */
import type { ChannelFacts } from '../../access/directory.ts';
import type { Services } from '../../endpoint/services.ts';
import { mentionTokens, plainText, type MentionToken } from './mention-tokens.ts';
import {
  selectCallableMembers,
  selectIdsOfUsernames,
  selectMemberIds,
  selectMembersAmong,
} from './queries/mentions.ts';

export interface Mentions {
  /** Called by name, keyword or as a party of a direct or group message; never the author. */
  readonly people: readonly string[];
  /** Those of them who were called explicitly, which follows them to a thread. */
  readonly explicit: readonly string[];
}

const channelWide = new Set(['@channel', '@all', '@here']);
const nobody: Mentions = { people: [], explicit: [] };

export interface MentionText {
  message: string;
  /** Texts of attachments in which mentions count: pretext, text and field values. */
  attachments: readonly string[];
}

interface Author {
  id: string;
  /** A webhook's post may mention its owner. */
  isWebhook: boolean;
  mayCallChannel: boolean;
}

function usernamesIn(tokens: readonly MentionToken[]): Set<string> {
  const names = new Set<string>();
  for (const { tries } of tokens)
    for (const word of tries) if (word.startsWith('@') && word.length > 1) names.add(word.slice(1).toLowerCase());
  return names;
}

async function idsOf(services: Services, names: ReadonlySet<string>): Promise<Map<string, string>> {
  const { usernames } = services.directory;
  const ids = new Map<string, string>();
  const unknown: string[] = [];
  for (const name of names) {
    const known = usernames.peek(name);
    if (known) ids.set(name, known.id);
    else if (name.length <= 64 && !channelWide.has(`@${name}`)) unknown.push(name);
  }
  if (unknown.length === 0) return ids;
  for (const { id, username } of await selectIdsOfUsernames.run(services.database.db, [unknown])) {
    usernames.put(username, { id });
    ids.set(username, id);
  }
  return ids;
}

async function membersAmong(services: Services, channelId: string, userIds: Iterable<string>): Promise<Set<string>> {
  const members = new Set<string>();
  const unknown: string[] = [];
  for (const userId of userIds) {
    const memberships = services.directory.memberships.peek(userId);
    if (!memberships) unknown.push(userId);
    else if (memberships.channels.has(channelId)) members.add(userId);
  }
  if (unknown.length === 0) return members;
  for (const { user_id } of await selectMembersAmong.run(services.database.db, [channelId, unknown]))
    members.add(user_id);
  return members;
}

async function calledInText(
  services: Services,
  channel: ChannelFacts,
  tokens: readonly MentionToken[],
  author: Author,
) {
  const { keywords } = services.directory;
  await keywords.refresh();
  const ids = await idsOf(services, usernamesIn(tokens));
  const called = new Set<string>();
  let everybody = false;
  let here = false;
  const look = (word: string): boolean => {
    const lower = word.toLowerCase();
    if (channelWide.has(lower)) {
      if (lower === '@here') here = true;
      else everybody = true;
      return true;
    }
    const id = lower.startsWith('@') ? ids.get(lower.slice(1)) : undefined;
    if (id) called.add(id);
    const people = keywords.peopleCalled(word);
    for (const userId of people ?? []) called.add(userId);
    return id !== undefined || people !== undefined;
  };
  for (const { tries, parts } of tokens) if (!tries.some(look)) for (const part of parts) look(part);
  const members = await membersAmong(services, channel.id, called);
  const all = author.mayCallChannel && (everybody || here) ? await callable(services, channel, everybody) : [];
  return { explicit: [...members], all };
}

async function callable(services: Services, channel: ChannelFacts, offlineToo: boolean): Promise<string[]> {
  const limit = services.config.current().TeamSettings.MaxNotificationsPerChannel;
  const rows = await selectCallableMembers.run(services.database.db, [channel.id, limit]);
  return rows.filter(({ online }) => offlineToo || online).map(({ user_id }) => user_id);
}

/** Finds everybody a new post mentions. DM: the other party; GM: every party; else whoever the text calls. */
export async function mentionsOf(
  services: Services,
  channel: ChannelFacts,
  text: MentionText,
  author: Author,
): Promise<Mentions> {
  const spare = (ids: Iterable<string>): string[] =>
    [...new Set(ids)].filter((id) => id !== '' && (author.isWebhook || id !== author.id));
  if (channel.type === 'D') return { people: spare(channel.name.split('__')), explicit: [] };
  if (channel.type === 'G') {
    const rows = await selectMemberIds.run(services.database.db, [channel.id]);
    return { people: spare(rows.map(({ user_id }) => user_id)), explicit: [] };
  }
  const tokens = [text.message, ...text.attachments].flatMap((one) => mentionTokens(plainText(one)));
  if (tokens.length === 0) return nobody;
  const { explicit, all } = await calledInText(services, channel, tokens, author);
  return { people: spare([...explicit, ...all]), explicit: spare(explicit) };
}

/** True when the text tries to call the whole channel. */
export function callsChannel(text: MentionText): boolean {
  return [text.message, ...text.attachments].some(
    (one) =>
      /@(?:channel|all|here)\b/i.test(one) &&
      mentionTokens(plainText(one)).some(({ tries }) => tries.some((word) => channelWide.has(word.toLowerCase()))),
  );
}
