/** Direct and group channels: found or made by who is in them, however many ask at once. */
import { createHash } from 'node:crypto';
import type { Channel, createDirectChannel, createGroupChannel } from '@innermost/protocol/channels.ts';
import { isId, limits } from '@innermost/protocol/limits.ts';
import { hasInSystem } from '../../access/permission.ts';
import type { Call } from '../../endpoint/endpoint.ts';
import { AppError, forbidden, invalidBody } from '../../platform/http/errors.ts';
import { newId } from '../../platform/ids.ts';
import type { Work } from '../../work/work.ts';
import { checkMaySeeAll } from '../users/index.ts';
import { selectChannelByName } from './queries/find.ts';
import { insertConversation } from './queries/create.ts';
import { selectParties, shareTeam, type Party } from './queries/conversations.ts';

interface Wanted {
  type: 'D' | 'G';
  name: string;
  display_name: string;
  creator_id: string;
  parties: readonly Party[];
}

async function findOrMake(call: Work, wanted: Wanted): Promise<{ channel: Channel; isNew: boolean }> {
  const { db, now, changed, made: holdLaneOf } = call;
  const find = async () => (await selectChannelByName(db, { team_id: '', name: wanted.name }))[0];
  const known = await find();
  if (known) return { channel: known, isNew: false };
  const id = holdLaneOf(newId());
  const ids = wanted.parties.map((party) => party.id);
  const guests = wanted.parties.map(({ is_guest }) => is_guest);
  const { type, display_name, name, creator_id } = wanted;
  const [made] = await insertConversation(db, {
    id,
    now,
    type,
    display_name,
    name,
    creator_id,
    shared: false,
    member_ids: ids,
    guests,
  });
  const channel = await find();
  if (!channel) throw new AppError('app.channel.create_channel.internal_error');
  if (made) for (const user_id of ids) changed({ kind: 'channel_member', user_id, channel_id: id, is: true });
  return { channel, isNew: made !== undefined };
}

/** Ids of both, sorted; one's own twice for notes to oneself. */
export const directName = (one: string, other: string): string => [one, other].toSorted().join('__');

/**
 * The direct channel of two people, made when there is none; 400 when one of them is unknown. Safe to call for the
 * same two at once. Access is the caller's business.
 */
export async function directChannelOf(call: Work, userId: string, otherId: string): Promise<Channel> {
  const name = directName(userId, otherId);
  const [known] = await selectChannelByName(call.db, { team_id: '', name });
  if (known) return known;
  const ids = [...new Set([userId, otherId])];
  const parties = await selectParties(call.db, { ids });
  if (parties.length < ids.length) throw new AppError('api.channel.create_direct_channel.invalid_user.app_error');
  const wanted = { type: 'D' as const, name, display_name: '', creator_id: userId, parties };
  const { channel, isNew } = await findOrMake(call, wanted);
  if (isNew) call.emit('direct_added', { creator_id: userId, teammate_id: otherId }, { channel_id: channel.id });
  return channel;
}

/** 201, also when the channel was there already. */
export async function createDirect(call: Call<typeof createDirectChannel>): Promise<Channel> {
  const { session, services, config, db } = call;
  // Wire: one's own id alone is for notes to oneself.
  const body = call.body.length === 1 && call.body[0] === session.user_id ? [...call.body, ...call.body] : call.body;
  const [one, other] = body;
  if (body.length !== 2 || !isId(one) || !isId(other)) throw invalidBody('user_ids');
  const isAdmin = hasInSystem(services.directory, session, 'manage_system');
  if (!body.includes(session.user_id) && !isAdmin) throw forbidden('manage_system');
  await checkMaySeeAll(call, body);
  if (config.TeamSettings.RestrictDirectMessage === 'team' && !isAdmin && one !== other) {
    const [shared] = await shareTeam(db, { user_id: one, other_id: other });
    if (!shared?.shared) throw new AppError('api.channel.create_channel.direct_channel.team_restricted_error');
  }
  const otherId = one === session.user_id ? other : one;
  const userId = otherId === one ? other : one;
  return directChannelOf(call, userId, otherId);
}

/** 201, also when these people have a group channel already. The caller is always among them. */
export async function createGroup(call: Call<typeof createGroupChannel>): Promise<Channel> {
  const { body, session, db } = call;
  if (!body.every(isId)) throw invalidBody('user_ids');
  const ids = [...new Set([...body, session.user_id])].toSorted();
  const { min, max } = limits.groupChannelMembers;
  if (ids.length < min || ids.length > max) throw new AppError('api.channel.create_group.bad_size.app_error');
  await checkMaySeeAll(call, ids);
  const parties = await selectParties(db, { ids });
  if (parties.length < ids.length) throw new AppError('api.channel.create_group.bad_user.app_error');
  const { channel, isNew } = await findOrMake(call, {
    type: 'G',
    name: createHash('sha1').update(ids.join('')).digest('hex'),
    display_name: groupDisplayName(parties),
    creator_id: '',
    parties,
  });
  if (isNew)
    for (const user_id of ids) call.emit('group_added', { teammate_ids: ids }, { channel_id: channel.id, user_id });
  return channel;
}

/** Usernames in order, cut to what the column holds. */
function groupDisplayName(parties: readonly Party[]): string {
  const names = parties.map(({ username }) => username).toSorted();
  return names.join(', ').slice(0, limits.channelDisplayNameCharacters);
}
