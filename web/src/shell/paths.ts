/** Addresses of the screens. Channels are named as the wire's own clients name them, so links work in all of them. */
import type { Channel } from '@innermost/protocol/channels.ts';

import { partnerId } from '../live/select.ts';
import type { LiveState } from '../live/state.ts';

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
  /** `@username`, an email address, the id of a person or channel, or the name of a direct or group channel. */
  | { name: 'messages'; who: string }
  | { name: 'post'; id: string }
  | { name: 'thread'; id: string }
  | { name: 'settings'; section: (typeof settingsSections)[number] | undefined }
  /** An address that no screen has. */
  | { name: 'nowhere'; path: string };

/** What an address inside a team means. Names and ids are in small letters, however a link writes them. */
export function placeOf(path: string): { team: string; place: Place } {
  const [team = '', kind, id = '', after = ''] = path
    .split('/')
    .filter(Boolean)
    .map((part) => decode(part).toLowerCase());
  return { team, place: placeIn(kind, id, after) ?? { name: 'nowhere', path } };
}

function placeIn(kind: string | undefined, id: string, after: string): Place | undefined {
  switch (kind) {
    case undefined:
      return { name: 'home' };
    // Official clients put a message of the channel third.
    case 'channels':
      if (isId(after)) return { name: 'post', id: after };
      return id ? { name: 'channel', channel: id } : { name: 'home' };
    case 'messages':
      if (isId(after)) return { name: 'post', id: after };
      return id ? { name: 'messages', who: id } : { name: 'home' };
    case 'pl':
      return id ? { name: 'post', id } : undefined;
    case 'threads':
      return id ? { name: 'thread', id } : { name: 'threads' };
    case 'browse':
      return { name: 'browse' };
    case 'integrations':
      return ['', 'webhooks', 'incoming_webhooks'].includes(id) ? { name: 'webhooks' } : undefined;
    case 'settings':
      return { name: 'settings', section: settingsSections.find((one) => one === id) };
    default:
      return undefined;
  }
}

/** Ids have 26 small letters and digits. */
export function isId(text: string): boolean {
  return /^[a-z0-9]{26}$/.test(text);
}

/** Addresses that people typed may be anything. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The held channel that a place means, by its name or, as official clients link too, by an id. */
export function channelAt(
  state: Pick<LiveState, 'channels' | 'users' | 'me_id'>,
  teamId: string,
  place: Place,
): Channel | undefined {
  const channels = Object.values(state.channels);
  if (place.name === 'channel') {
    const { channel: name } = place;
    return channels.find((one) => one.team_id === teamId && one.name === name) ?? directAt(state, name);
  }
  if (place.name !== 'messages') return undefined;
  const { who } = place;
  return who.includes('@') ? directWith(state, who) : directAt(state, who);
}

/** Of any team: by the channel's id, by the name of a direct or group channel, by the id of a person. */
function directAt({ channels, me_id }: Pick<LiveState, 'channels' | 'me_id'>, named: string): Channel | undefined {
  return (
    channels[named] ??
    Object.values(channels).find(
      (one) =>
        (one.type === 'G' && one.name === named) ||
        (one.type === 'D' && (one.name === named || (isId(named) && partnerId(one, me_id) === named))),
    )
  );
}

/** By `@username` or by an email address. */
function directWith({ channels, users, me_id }: Pick<LiveState, 'channels' | 'users' | 'me_id'>, who: string) {
  return Object.values(channels).find((one) => {
    const partner = one.type === 'D' ? users[partnerId(one, me_id)] : undefined;
    return partner && (who.startsWith('@') ? partner.username === who.slice(1) : partner.email === who);
  });
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
