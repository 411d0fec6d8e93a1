/** What a name that is being typed may become: people, channels and emoji. Pure; the server adds to it. */
import type { Channel } from '@innermost/protocol/channels.ts';
import type { User } from '@innermost/protocol/users.ts';

import type { LiveState } from '../../live/state.ts';
import { displayName } from '../../live/select.ts';
import { bestFits } from '../../text/match.ts';
import type { Trigger } from '../../text/mentions.ts';
import type { EmojiPicture } from '../../text/scope.tsx';
import { msg, t } from '../../words/words.ts';
import type { CustomEmoji } from '../emoji/rows.ts';
import { characterOf, searchEmoji, type EmojiTable } from '../emoji/table.ts';

export interface Suggestion {
  /** What is put into the text, without its sign. */
  name: string;
  title: string;
  hint: string;
  look:
    | { kind: 'user'; id: string }
    | { kind: 'channel'; isPrivate: boolean }
    | { kind: 'emoji'; picture: EmojiPicture }
    | { kind: 'everybody' };
}

const most = 8;

/** Who is called by a word of the wire's. */
const everybody = {
  channel: msg('everyone in this channel'),
  here: msg('everyone here who is online'),
  all: msg('everyone in this channel'),
} as const;

export interface SuggestSources {
  state: Pick<LiveState, 'users' | 'channels' | 'config'>;
  teamId: string;
  emoji: EmojiTable | undefined;
  /** The server's own. */
  custom?: readonly CustomEmoji[];
  /** Whether the channel has others to call. */
  mayCallAll: boolean;
}

/** What is being named, and what was typed of it. */
export type Named = Pick<Trigger, 'kind' | 'query'>;

export function suggestionsFor({ kind, query }: Named, sources: SuggestSources): Suggestion[] {
  if (kind === 'person') return people(query, sources);
  if (kind === 'channel') return channels(query, sources);
  if (kind === 'emoji' && sources.emoji) return emojis(query, sources.emoji, sources.custom ?? []);
  return [];
}

function people(query: string, { state, mayCallAll }: SuggestSources): Suggestion[] {
  const users = Object.values(state.users).filter((user) => user.delete_at === 0);
  const fields = (user: User) => [user.username, user.first_name, user.last_name, user.nickname];
  const found = bestFits(users, query, fields, most).map((user): Suggestion => {
    const look = { kind: 'user', id: user.id } as const;
    return { name: user.username, title: displayName(user, state.config), hint: `@${user.username}`, look };
  });
  const wide = Object.entries(everybody)
    .filter(([name]) => mayCallAll && query !== '' && name.startsWith(query.toLowerCase()))
    .map(([name, hint]): Suggestion => ({ name, title: name, hint: t(hint), look: { kind: 'everybody' } }));
  return [...found, ...wide].slice(0, most);
}

function channels(query: string, { state, teamId }: SuggestSources): Suggestion[] {
  const inTeam = Object.values(state.channels).filter(
    (channel) => channel.team_id === teamId && channel.delete_at === 0,
  );
  const fields = (channel: Channel) => [channel.name, channel.display_name];
  return bestFits(inTeam, query, fields, most).map((channel) => ({
    name: channel.name,
    title: channel.display_name,
    hint: `~${channel.name}`,
    look: { kind: 'channel', isPrivate: channel.type === 'P' },
  }));
}

function emojis(query: string, table: EmojiTable, custom: readonly CustomEmoji[]): Suggestion[] {
  const suggest = (name: string, picture: EmojiPicture): Suggestion => {
    return { name, title: `:${name}:`, hint: '', look: { kind: 'emoji', picture } };
  };
  const own = bestFits(custom, query, ({ name }) => [name], most).map(({ name, src }) => suggest(name, { src }));
  const every = searchEmoji(table, query, most).map(({ name }) =>
    suggest(name, { character: characterOf(table, name) ?? '' }),
  );
  // Both kinds have room, whatever fits.
  return [...own.slice(0, Math.max(most / 2, most - every.length)), ...every].slice(0, most);
}
