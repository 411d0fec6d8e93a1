/** What the palette lists: where it can go among what is held, then screens and actions, best fits first. Pure. */
import { channelTitle, displayName, isUnread, partnerId, unreadIn } from '../../live/select.ts';
import type { LiveState } from '../../live/state.ts';
import type { Entry, Here } from '../../shell/action.ts';
import { bestFits } from '../../text/match.ts';
import { t } from '../../words/words.ts';

export type Place =
  | { kind: 'channel'; key: string; id: string; title: string; hint: string }
  | { kind: 'person'; key: string; id: string; title: string; hint: string };

const most = 12;

export interface Listed {
  kind: 'entry';
  key: string;
  entry: Entry;
  title: string;
  hint: string;
}

/** Screens and actions that are possible here: all without a word, none where `#` or `@` ask for something else. */
export function entriesFor(state: LiveState, entries: readonly Entry[], here: Here, typed: string): Listed[] {
  if (/^[#@~]/.test(typed)) return [];
  const listed = entries
    .filter((entry) => entry.isListed && entry.may(state, here))
    .map((entry): Listed => {
      const about = entry.about(state, here);
      return { kind: 'entry', key: entry.name, entry, title: entry.title(state, here), hint: about };
    });
  const query = typed.replace(/^>/, '');
  const fits = query.trim() === '' ? listed : bestFits(listed, query, ({ title, hint }) => [title, hint], most);
  // Screens come before actions, whatever fits best.
  return [...fits.filter(({ entry }) => entry.kind === 'go'), ...fits.filter(({ entry }) => entry.kind === 'do')];
}

/** `#` asks for channels only, `@` for people only, `>` for neither. Without a word: what is unread, then the latest. */
export function placesFor(state: LiveState, teamId: string, typed: string): Place[] {
  if (typed.startsWith('>')) return [];
  const sign = /^[#@~]/.exec(typed)?.[0];
  const query = sign ? typed.slice(1) : typed;
  const channels = channelPlaces(state, teamId).filter(() => sign !== '@');
  const people = sign === '#' || sign === '~' ? [] : peoplePlaces(state);
  if (query.trim() === '' && sign !== '@') return latestFirst(state, channels).slice(0, most);
  return bestFits([...channels, ...people], query, (place) => [place.title, ...place.hint.split(' · ')], most);
}

function channelPlaces(state: LiveState, teamId: string): Place[] {
  return Object.values(state.channels)
    .filter((channel) => channel.delete_at === 0 && channel.type !== 'D' && state.members[channel.id])
    .filter((channel) => channel.team_id === '' || channel.team_id === teamId)
    .map((channel) => {
      const { count } = unreadIn(state, channel.id);
      const title = channelTitle(state, channel);
      const name = channel.type === 'G' || channel.name === title ? [] : [channel.name];
      const hint = [...name, ...(count > 0 ? [t('{count} new', { count })] : [])].join(' · ');
      return { kind: 'channel', key: channel.id, id: channel.id, title, hint };
    });
}

function peoplePlaces(state: LiveState): Place[] {
  return Object.values(state.users)
    .filter((user) => user.delete_at === 0)
    .map((user) => ({
      kind: 'person',
      key: user.id,
      id: user.id,
      title: displayName(user, state.config),
      hint: `@${user.username}`,
    }));
}

/** Unread ones first, then by their last post; conversations of two stand for their person. */
function latestFirst(state: LiveState, channels: readonly Place[]): Place[] {
  const direct = Object.values(state.channels)
    .filter((channel) => channel.type === 'D' && channel.last_post_at > 0)
    .flatMap((channel): Place[] => {
      const user = state.users[partnerId(channel, state.me_id)];
      if (!user) return [];
      const title = displayName(user, state.config);
      return [{ kind: 'person', key: channel.id, id: user.id, title, hint: `@${user.username}` }];
    });
  const lastPost = (place: Place) => state.channels[place.key]?.last_post_at ?? 0;
  const news = (place: Place) => Number(isUnread(unreadIn(state, place.key)));
  return [...channels, ...direct].sort((a, b) => news(b) - news(a) || lastPost(b) - lastPost(a));
}
