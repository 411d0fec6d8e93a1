/** What an address means that no held channel has: a channel to join, a conversation to begin, or nothing. */
import { ApiError } from '@innermost/client/errors.ts';
import { getChannel, getChannelByName, getChannelMember, type Channel } from '@innermost/protocol/channels.ts';
import type { Team } from '@innermost/protocol/teams.ts';
import { getUser, getUserByEmail, getUserByUsername, type User } from '@innermost/protocol/users.ts';

import { channelArrived } from '../../live/arrived.ts';
import { live } from '../../live/live.ts';
import { openConversation } from '../../people/conversation.ts';
import type { ChannelPlace } from '../../shell/paths.ts';
import { isId } from '../../shell/pattern.ts';

/** Nothing is at the address, or nothing for me. */
export class NothingThere extends Error {}

/**
 * The channel to join; what needs no joining is opened at once, and the screen follows when it is held. Rejects with
 * NothingThere, or as `Client.call` does when there was no answer.
 */
export async function findPlace(team: Team, place: ChannelPlace): Promise<Channel | undefined> {
  try {
    if (place.name === 'channel') return await findChannel(team, place.channel);
    return await findConversation(team, place.who);
  } catch (error) {
    throw isRefusal(error) ? new NothingThere() : error;
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof ApiError && [400, 403, 404].includes(error.status);
}

async function findChannel(team: Team, named: string): Promise<Channel | undefined> {
  const query = { include_deleted: true };
  const byName = live.client.call(getChannelByName, { params: { team_id: team.id, channel_name: named }, query });
  try {
    return await shown(await byName);
  } catch (error) {
    if (!isRefusal(error)) throw error;
  }
  if (isId(named)) return shown(await live.client.call(getChannel, { params: { channel_id: named } }));
  return findConversation(team, named);
}

/**
 * An archived channel is not joined, only read: held, it is shown. So is one that I am in and that was not held yet.
 * Private channels of others are shown to administrators only, who may join them.
 */
async function shown(channel: Channel): Promise<Channel | undefined> {
  if (channel.delete_at > 0) {
    live.store.change((state) => ({ ...state, channels: { ...state.channels, [channel.id]: channel } }));
    return undefined;
  }
  if (channel.type === 'O' || channel.type === 'P') return channel;
  await arrived(channel.id);
  return undefined;
}

/** `who` as in the address: `@name`, an email address, two ids, or the id of a person or channel. */
async function findConversation(team: Team, who: string): Promise<undefined> {
  const user = await personAt(who);
  if (user) {
    live.store.change((state) => ({ ...state, users: { ...state.users, [user.id]: user } }));
    await openConversation([user.id], team.name);
    return;
  }
  if (!isId(who)) throw new NothingThere();
  const channel = await live.client.call(getChannel, { params: { channel_id: who } });
  await arrived(channel.id);
}

/** Rejects when I am not in it, however much of it I may see. */
async function arrived(channel_id: string): Promise<void> {
  await live.client.call(getChannelMember, { params: { channel_id, user_id: 'me' } });
  await channelArrived(channel_id);
}

async function personAt(who: string): Promise<User | undefined> {
  if (who.startsWith('@')) return live.client.call(getUserByUsername, { params: { username: who.slice(1) } });
  if (who.includes('@')) return live.client.call(getUserByEmail, { params: { email: who } });
  const { me_id } = live.store.getState();
  const ids = who.split('__');
  // A direct channel is called by the ids of its two people.
  if (ids.length === 2 && ids.every(isId)) {
    if (!ids.includes(me_id)) throw new NothingThere();
    return live.client.call(getUser, { params: { user_id: ids.find((id) => id !== me_id) ?? me_id } });
  }
  if (!isId(who)) return undefined;
  try {
    return await live.client.call(getUser, { params: { user_id: who } });
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return undefined;
  }
}
