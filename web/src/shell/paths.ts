/** Addresses of the screens. Channels are named as the wire's own clients name them, so links work in all of them. */
import type { Channel } from '@innermost/protocol/channels.ts';

import { partnerId } from '../live/select.ts';
import type { LiveState } from '../live/state.ts';
import { isId } from './pattern.ts';

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

/** Which channel an address means. */
export type ChannelPlace =
  | { name: 'channel'; channel: string }
  /** `@username`, an email address, the id of a person or channel, or the name of a direct or group channel. */
  | { name: 'messages'; who: string };

/** The held channel that a place means, by its name or, as official clients link too, by an id. */
export function channelAt(
  state: Pick<LiveState, 'channels' | 'users' | 'me_id'>,
  teamId: string,
  place: ChannelPlace,
): Channel | undefined {
  const channels = Object.values(state.channels);
  if (place.name === 'channel') {
    const { channel: name } = place;
    return channels.find((one) => one.team_id === teamId && one.name === name) ?? directAt(state, name);
  }
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
export type Panel = { name: 'thread'; id: string } | { name: 'members' | 'pins' | 'files' };

export function panelOf(search: string): Panel | undefined {
  const query = new URLSearchParams(search);
  const thread = query.get('thread');
  if (thread) return { name: 'thread', id: thread };
  const name = query.get('panel');
  return name === 'members' || name === 'pins' || name === 'files' ? { name } : undefined;
}

export function panelQuery(panel: Panel | undefined): string {
  if (!panel) return '';
  return panel.name === 'thread' ? `?thread=${panel.id}` : `?panel=${panel.name}`;
}
