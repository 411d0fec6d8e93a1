/** What the sidebar lists, from the state: categories in order with their channels. Pure. */
import type { SidebarCategory } from '@innermost/protocol/categories.ts';
import type { Channel } from '@innermost/protocol/channels.ts';

import { channelTitle, isUnread, unreadIn } from '../../live/select.ts';
import type { LiveState } from '../../live/state.ts';
import { shownPreference } from '../../people/conversation.ts';
import { order } from '../../words/formats.ts';
import { type Message, msg, t } from '../../words/words.ts';

export interface Section {
  id: string;
  type: SidebarCategory['type'];
  title: string;
  collapsed: boolean;
  /** Ids in the order shown; when folded only unread ones and the open one. */
  channel_ids: string[];
}

const titles: Readonly<Record<string, Message>> = {
  favorites: msg('Favourites'),
  channels: msg('Channels'),
  direct_messages: msg('Direct messages'),
};

/** `open` is the channel on the screen, which is always listed. */
export function sectionsOf(state: LiveState, teamId: string, open: string | undefined): Section[] {
  const categories = (state.categoryOrder[teamId] ?? []).flatMap((id) => state.categories[id] ?? []);
  const placed = new Set(categories.flatMap((category) => category.channel_ids));
  const loose = Object.values(state.channels)
    .filter((channel) => !placed.has(channel.id))
    .map((one) => one.id);
  return categories
    .map((category) =>
      sectionOf(state, teamId, category, [...category.channel_ids, ...looseOnes(category, loose, state)], open),
    )
    .filter((section) => section.type !== 'favorites' || section.channel_ids.length > 0 || section.collapsed);
}

/** Channels that no category holds yet belong to the default one of their kind. */
function looseOnes(category: SidebarCategory, loose: readonly string[], state: LiveState): string[] {
  if (category.type !== 'channels' && category.type !== 'direct_messages') return [];
  return loose.filter((id) => {
    const type = state.channels[id]?.type;
    return (type === 'D' || type === 'G') === (category.type === 'direct_messages');
  });
}

function sectionOf(
  state: LiveState,
  teamId: string,
  category: SidebarCategory,
  ids: readonly string[],
  open: string | undefined,
): Section {
  const shown = ids
    .flatMap((id) => state.channels[id] ?? [])
    .filter((channel) => isListed(state, channel, teamId, open))
    .filter((channel) => !category.collapsed || channel.id === open || isUnread(unreadIn(state, channel.id)));
  const title = titles[category.type];
  return {
    id: category.id,
    type: category.type,
    title: title ? t(title) : category.display_name,
    collapsed: category.collapsed,
    channel_ids: sorted(state, category, shown).map((channel) => channel.id),
  };
}

function isListed(state: LiveState, channel: Channel, teamId: string, open: string | undefined): boolean {
  if (channel.delete_at > 0 || !state.members[channel.id]) return false;
  if (channel.type === 'O' || channel.type === 'P') return channel.team_id === teamId;
  if (channel.id === open || isUnread(unreadIn(state, channel.id))) return true;
  const choice = shownChoice(state, channel);
  return choice === undefined ? channel.last_post_at > 0 : choice === 'true';
}

/** What I chose for a direct or group channel: the wire keeps it as a preference. */
function shownChoice(state: LiveState, channel: Channel): string | undefined {
  return state.preferences[shownPreference(state, channel).join('/')];
}

function sorted(state: LiveState, category: SidebarCategory, channels: Channel[]): Channel[] {
  if (category.sorting === 'manual') return channels;
  if (category.sorting === 'recent') return channels.sort((a, b) => b.last_root_post_at - a.last_root_post_at);
  // Wire: '' is the default: by name, but favourites as they were put.
  if (category.sorting === '' && category.type === 'favorites') return channels;
  return byTitle(
    category.id,
    channels.map((channel) => ({ channel, title: channelTitle(state, channel) })),
  );
}

interface Titled {
  channel: Channel;
  title: string;
}

/** By category: channels as they were titled last, and their places. Every message asks, and titles seldom change. */
const placed = new Map<string, { titled: readonly Titled[]; places: readonly number[] }>();

function byTitle(categoryId: string, titled: readonly Titled[]): Channel[] {
  const before = placed.get(categoryId);
  const isSame =
    before?.titled.length === titled.length &&
    titled.every((one, at) => {
      const was = before.titled[at];
      return was?.title === one.title && was.channel.id === one.channel.id;
    });
  const places = isSame ? before.places : placesByTitle(titled);
  placed.set(categoryId, { titled, places });
  return places.flatMap((at) => titled[at]?.channel ?? []);
}

function placesByTitle(titled: readonly Titled[]): number[] {
  const title = (at: number) => titled[at]?.title ?? '';
  const { compare } = order();
  return [...titled.keys()].sort((a, b) => compare(title(a), title(b)));
}
