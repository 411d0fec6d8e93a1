/** Addresses of the screens. Channels are named as the wire's own clients name them, so links work in all of them. */
import type { Channel } from '@innermost/protocol/channels.ts';

import { partnerId } from './live/select.ts';
import type { LiveState } from './live/state.ts';

type Names = Pick<LiveState, 'users' | 'me_id'>;

/** `undefined` for a direct channel whose partner is not known (yet). */
export function channelPath(state: Names, team: string, channel: Channel): string | undefined {
  if (channel.type === 'D') {
    const partner = state.users[partnerId(channel, state.me_id)];
    return partner && directPath(team, partner.username);
  }
  if (channel.type === 'G') return `/${team}/messages/${channel.name}`;
  return `/${team}/channels/${channel.name}`;
}

export function directPath(team: string, username: string): string {
  return `/${team}/messages/@${username}`;
}

export function postPath(team: string, postId: string): string {
  return `/${team}/pl/${postId}`;
}

const settingsSections = ['profile', 'appearance', 'security', 'invite'] as const;

export type Place =
  | { name: 'home' | 'threads' | 'browse' | 'webhooks' }
  | { name: 'channel'; channel: string }
  /** `@username`, or the name of a group channel. */
  | { name: 'messages'; who: string }
  | { name: 'post'; id: string }
  | { name: 'settings'; section: (typeof settingsSections)[number] | undefined };

/** What an address inside a team means; unknown ones mean its first screen. */
export function placeOf(path: string): { team: string; place: Place } {
  const [team = '', kind, id = ''] = path.split('/').filter(Boolean).map(decode);
  return { team, place: placeIn(kind, id) };
}

function placeIn(kind: string | undefined, id: string): Place {
  if (kind === 'channels' && id) return { name: 'channel', channel: id };
  if (kind === 'messages' && id) return { name: 'messages', who: id };
  if (kind === 'pl' && id) return { name: 'post', id };
  if (kind === 'integrations') return { name: 'webhooks' };
  if (kind === 'settings') return { name: 'settings', section: settingsSections.find((one) => one === id) };
  return { name: kind === 'threads' || kind === 'browse' ? kind : 'home' };
}

/** Addresses that people typed may be anything. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The held channel that a place means. */
export function channelAt(
  state: Pick<LiveState, 'channels' | 'users' | 'me_id'>,
  teamId: string,
  place: Place,
): Channel | undefined {
  const channels = Object.values(state.channels);
  if (place.name === 'channel') {
    return channels.find((one) => one.team_id === teamId && one.name === place.channel);
  }
  if (place.name !== 'messages') return undefined;
  const { who } = place;
  if (!who.startsWith('@')) return channels.find((one) => one.type === 'G' && one.name === who);
  return channels.find(
    (one) => one.type === 'D' && state.users[partnerId(one, state.me_id)]?.username === who.slice(1),
  );
}

/** What an invite link leads to. */
export function invitePath(inviteId: string): string {
  return `/signup_user_complete/?id=${inviteId}`;
}

/** The panel on the right lives in the address too, so that Back closes it and a reload keeps it. */
export type Panel = { name: 'thread'; id: string } | { name: 'members' | 'pins' };

export function panelOf(search: string): Panel | undefined {
  const query = new URLSearchParams(search);
  const thread = query.get('thread');
  if (thread) return { name: 'thread', id: thread };
  const name = query.get('panel');
  return name === 'members' || name === 'pins' ? { name } : undefined;
}

export function panelQuery(panel: Panel | undefined): string {
  if (!panel) return '';
  return panel.name === 'thread' ? `?thread=${panel.id}` : `?panel=${panel.name}`;
}
