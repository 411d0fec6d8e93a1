import type { Channel, createChannel } from '@innermost/protocol/channels.ts';
import { isId } from '@innermost/protocol/limits.ts';
import { when, type AccessRequest } from '../../access/can.ts';
import { isLocalSession } from '../../access/local-session.ts';
import { hasInTeam } from '../../access/permission.ts';
import { teamById, type InTeam } from '../../access/scopes/team.ts';
import { isGuestSession } from '../../access/session.ts';
import type { Call } from '../../endpoint/endpoint.ts';
import { AppError, forbidden, invalidBody } from '../../platform/http/errors.ts';
import { newId } from '../../platform/ids.ts';
import { addSystemPost } from '../posts/index.ts';
import { factsOf } from './channel-row.ts';
import { checkName, checkTexts } from './check-channel.ts';
import { joinedNotice } from './members/notices.ts';
import { countChannels, insertChannel } from './queries/create.ts';
import { selectChannel } from './queries/find.ts';

export const mayCreateChannel = when(
  'create_public_channel or create_private_channel in the team',
  async ({ directory, session, body }: AccessRequest<typeof createChannel>): Promise<InTeam> => {
    if (!isId(body.team_id)) throw invalidBody('team_id');
    checkType(body);
    const team = await teamById(directory, body.team_id);
    const permission = body.type === 'O' ? 'create_public_channel' : 'create_private_channel';
    if (!(await hasInTeam(directory, session, team.id, permission))) throw forbidden(permission);
    return { team };
  },
);

function checkType({ type }: { type: string }): void {
  if (type === 'D' || type === 'G') throw new AppError('api.channel.create_channel.direct_channel.app_error');
  if (type !== 'O' && type !== 'P') throw new AppError('model.channel.is_valid.type.app_error');
}

async function checkRoom({ db, config, body }: Call<typeof createChannel, InTeam>): Promise<void> {
  const [count] = await countChannels(db, { team_id: body.team_id });
  if ((count?.n ?? 0) >= config.TeamSettings.MaxChannelsPerTeam)
    throw new AppError('api.channel.create_channel.max_channel_limit.app_error');
}

/** The creator's own clients, the notice and the memory of the membership that came with the channel. */
async function letCreatorIn(call: Call<typeof createChannel, InTeam>, channel: Channel): Promise<void> {
  const { session, services } = call;
  const { id, team_id } = channel;
  call.emit('channel_created', { channel_id: id, team_id }, { user_id: session.user_id }, id);
  const creator = await services.directory.people.get(session.user_id);
  const someone = { id: session.user_id, username: creator?.username ?? '', is_guest: isGuestSession(session) };
  await addSystemPost(call, { channel: factsOf(channel), ...joinedNotice(someone) });
  call.changed({ kind: 'channel_member', user_id: session.user_id, channel_id: id, is: true });
}

/**
 * 201 with the channel; its creator is a member and administers it. Wire: on a local socket nobody creates it, and it
 * begins without members.
 */
export async function createChannelOfCaller(call: Call<typeof createChannel, InTeam>): Promise<Channel> {
  const { db, now, body, session } = call;
  if (body.id) throw new AppError('store.sql_channel.save_channel.existing.app_error');
  checkName(body.name);
  checkTexts(body);
  await checkRoom(call);
  const id = call.made(newId());
  const { team_id, type, name, header = '', purpose = '' } = body;
  const display_name = body.display_name.trim() || name;
  const creator = { creator_id: session.user_id, creator_is_guest: isGuestSession(session) };
  const [made] = await insertChannel(db, { id, now, team_id, type, display_name, name, header, purpose, ...creator });
  if (!made) throw new AppError('store.sql_channel.save_channel.exists.app_error');
  const [channel] = await selectChannel(db, { id });
  if (!channel) throw new AppError('app.channel.create_channel.internal_error');
  if (!isLocalSession(session)) await letCreatorIn(call, channel);
  // Wire: as it was made, before the first notice.
  return channel;
}
