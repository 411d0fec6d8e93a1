/** Whom a message calls (reference: wire/posts-and-mentions.md §5). Costs no query while those named are known. */
import { wordsIn, type Word } from '@innermost/protocol/words-that-call.ts';
import type { ChannelFacts } from '../../../access/directory.ts';
import type { Work } from '../../../work/work.ts';
import { plainText } from './mention-tokens.ts';
import {
  selectCallableMembers,
  selectIdsOfUsernames,
  selectMemberIds,
  selectMembersAmong,
} from './queries/mentions.ts';

export interface Mentions {
  /** Called by name, keyword, with the whole channel or as a party of a direct or group message; never the author. */
  readonly people: readonly string[];
  /** Those of them whom the text calls by name or keyword. */
  readonly explicit: readonly string[];
  /** Called by name although they are not in the channel: nobody tells them. */
  readonly outsiders: readonly string[];
}

const channelWide = new Set(['@channel', '@all', '@here']);
const nobody: Mentions = { people: [], explicit: [], outsiders: [] };

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

const spellingsIn = (words: readonly Word[]): string[] =>
  words.flatMap(({ calls }) => calls.flatMap(({ spellings }) => spellings));

function usernamesIn(words: readonly Word[]): Set<string> {
  return new Set(spellingsIn(words).flatMap((name) => (name === '' ? [] : name.toLowerCase())));
}

async function idsOf(w: Work, names: ReadonlySet<string>): Promise<Map<string, string>> {
  const { usernames, people } = w.services.directory;
  const ids = new Map<string, string>();
  const unknown: string[] = [];
  for (const name of names) {
    const known = usernames.peek(name);
    const person = known && (people.peek(known.id) ?? (await people.get(known.id)));
    // Whoever had the name may have taken another since, or be gone.
    if (person?.username === name && person.delete_at === 0) ids.set(name, person.id);
    else if (name.length <= 64 && !channelWide.has(`@${name}`)) unknown.push(name);
  }
  if (unknown.length === 0) return ids;
  for (const { id, username } of await selectIdsOfUsernames(w.db, { usernames: unknown })) {
    usernames.put(username, { id });
    ids.set(username, id);
  }
  return ids;
}

async function membersAmong(w: Work, channelId: string, userIds: Iterable<string>): Promise<Set<string>> {
  const members = new Set<string>();
  const unknown: string[] = [];
  for (const userId of userIds) {
    const memberships = w.services.directory.memberships.peek(userId);
    if (!memberships) unknown.push(userId);
    else if (memberships.channels.has(channelId)) members.add(userId);
  }
  if (unknown.length === 0) return members;
  for (const { user_id } of await selectMembersAmong(w.db, { channel_id: channelId, user_ids: unknown }))
    members.add(user_id);
  return members;
}

async function calledInText(w: Work, channel: ChannelFacts, words: readonly Word[], author: Author) {
  const { keywords } = w.services.directory;
  await keywords.refresh();
  const ids = await idsOf(w, usernamesIn(words));
  const named = new Set<string>();
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
    if (id) named.add(id);
    const people = keywords.peopleCalled(word);
    for (const userId of people ?? []) called.add(userId);
    return id !== undefined || people !== undefined;
  };
  for (const { tries, parts, calls } of words) {
    for (const userId of keywords.peopleCalledInside(tries[0] ?? '')) called.add(userId);
    if (tries.some(look)) continue;
    for (const { spellings } of calls) spellings.some((name) => look(`@${name}`));
    for (const part of parts) look(part);
  }
  const members = await membersAmong(w, channel.id, new Set([...named, ...called]));
  const all = author.mayCallChannel && (everybody || here) ? await callable(w, channel, everybody) : [];
  return { explicit: [...members], all, outsiders: [...named].filter((id) => !members.has(id)) };
}

async function callable(w: Work, channel: ChannelFacts, offlineToo: boolean): Promise<string[]> {
  const limit = w.config.TeamSettings.MaxNotificationsPerChannel;
  const rows = await selectCallableMembers(w.db, { channel_id: channel.id, too_many: limit });
  return rows.filter(({ online }) => offlineToo || online).map(({ user_id }) => user_id);
}

/** Finds everybody a new post mentions. DM: the other party; GM: every party; else whoever the text calls. */
export async function mentionsOf(w: Work, channel: ChannelFacts, text: MentionText, author: Author): Promise<Mentions> {
  const spare = (ids: Iterable<string>): string[] =>
    [...new Set(ids)].filter((id) => id !== '' && (author.isWebhook || id !== author.id));
  if (channel.type === 'D') return { people: spare(channel.name.split('__')), explicit: [], outsiders: [] };
  if (channel.type === 'G') {
    const rows = await selectMemberIds(w.db, { channel_id: channel.id });
    return { people: spare(rows.map(({ user_id }) => user_id)), explicit: [], outsiders: [] };
  }
  const words = [text.message, ...text.attachments].flatMap((one) => wordsIn(plainText(one)));
  if (words.length === 0) return nobody;
  const { explicit, all, outsiders } = await calledInText(w, channel, words, author);
  return { people: spare([...explicit, ...all]), explicit: spare(explicit), outsiders: spare(outsiders) };
}

/** True when the text tries to call the whole channel. */
export function callsChannel(text: MentionText): boolean {
  return [text.message, ...text.attachments].some(
    (one) =>
      /@(?:channel|all|here)\b/i.test(one) &&
      spellingsIn(wordsIn(plainText(one))).some((name) => channelWide.has(`@${name.toLowerCase()}`)),
  );
}
