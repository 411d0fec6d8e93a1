import type { archiveChannel, Channel, restoreChannel, setChannelPrivacy } from '@innermost/protocol/channels.ts';
import type { AnyRoute, StatusOk } from '@innermost/protocol/route.ts';
import { when, type AccessRequest } from '../../access/can.ts';
import { isLocalSession } from '../../access/local-session.ts';
import { hasInChannel, hasInTeam } from '../../access/permission.ts';
import { channelById, type InChannel } from '../../access/scopes/channel.ts';
import type { Call } from '../../endpoint/endpoint.ts';
import { jobTopic } from '../../work/job-topic.ts';
import { AppError, forbidden, invalidBody } from '../../platform/http/errors.ts';
import type { Audience } from '../../realtime/audience.ts';
import { addSystemPost, type SystemPost } from '../posts/index.ts';
import { lockLive } from './change-channel.ts';
import { defaultChannel, factsOf } from './channel-row.ts';
import { makePrivate, makePublic, updateDeleteAt } from './queries/change.ts';
import { selectChannel, selectChannelForChange } from './queries/find.ts';

/** What leads into the channel from outside is closed by the area that keeps it. */
export const channelArchived = jobTopic<{ channel_id: string; delete_at: number }>();

type Acting = Call<AnyRoute, InChannel>;

/** Wire: of a public channel's end the whole team hears, of another one's its members. */
const audienceOf = ({ type, team_id, id }: Channel): Audience => (type === 'O' ? { team_id } : { channel_id: id });

async function tell(call: Acting, channel: Channel, type: string, what: string): Promise<void> {
  const { session, services } = call;
  // A notice bears somebody's name, and nobody acted; the event says what happened.
  if (isLocalSession(session)) return;
  const username = (await services.directory.people.get(session.user_id))?.username ?? '';
  const post: SystemPost = {
    channel: factsOf(channel),
    user_id: session.user_id,
    type,
    message: `${username} ${what}.`,
    props: { username },
  };
  await addSystemPost(call, post);
}

export const mayArchive = when(
  'delete_public_channel or delete_private_channel in the channel',
  async ({ directory, session, params }: AccessRequest<typeof archiveChannel>): Promise<InChannel> => {
    const channel = await channelById(directory, params.channel_id);
    if (channel.type === 'D' || channel.type === 'G') throw new AppError('api.channel.delete_channel.type.invalid');
    const permission = channel.type === 'O' ? 'delete_public_channel' : 'delete_private_channel';
    if (!(await hasInChannel(directory, session, channel, permission))) throw forbidden(permission);
    return { channel };
  },
);

/** Nothing is erased: the channel can be restored with all it holds. */
export async function archive(call: Call<typeof archiveChannel, InChannel>): Promise<StatusOk> {
  const { db, now, granted, query, config } = call;
  if (query.permanent === 'true') {
    if (!config.ServiceSettings.EnableAPIChannelDeletion)
      throw new AppError('api.user.delete_channel.not_enabled.app_error');
    throw new AppError('api.not_implemented.app_error', { path: 'DELETE /channels/{channel_id}?permanent=true' });
  }
  const [channel] = await selectChannelForChange(db, { id: granted.channel.id });
  if (!channel || channel.delete_at > 0) throw new AppError('api.channel.delete_channel.deleted.app_error');
  if (channel.name === defaultChannel) throw new AppError('api.channel.delete_channel.cannot.app_error');
  // The notice comes first: an archived channel takes no more posts.
  await tell(call, channel, 'system_channel_deleted', 'archived the channel');
  await updateDeleteAt(db, { id: channel.id, now, delete_at: now });
  call.emit('channel_deleted', { channel_id: channel.id, delete_at: now }, audienceOf(channel), channel.id);
  call.changed({ kind: 'channel', channel_id: channel.id });
  await channelArchived.queue(call, { channel_id: channel.id, delete_at: now });
  return { status: 'OK' };
}

export const mayRestore = when(
  'manage_team in the team of the channel',
  async ({ directory, session, params }: AccessRequest<typeof restoreChannel>): Promise<InChannel> => {
    const channel = await channelById(directory, params.channel_id);
    if (!(await hasInTeam(directory, session, channel.team_id, 'manage_team'))) throw forbidden('manage_team');
    return { channel };
  },
);

export async function restore(call: Call<typeof restoreChannel, InChannel>): Promise<Channel> {
  const { db, now, granted } = call;
  const [channel] = await selectChannelForChange(db, { id: granted.channel.id });
  if (!channel || channel.delete_at === 0) throw new AppError('api.channel.restore_channel.restored.app_error');
  await updateDeleteAt(db, { id: channel.id, now, delete_at: 0 });
  call.emit('channel_restored', { channel_id: channel.id }, audienceOf(channel), channel.id);
  const [restored] = await selectChannel(db, { id: channel.id });
  await tell(call, { ...channel, delete_at: 0 }, 'system_channel_restored', 'restored the channel');
  call.changed({ kind: 'channel', channel_id: channel.id });
  return restored ?? channel;
}

export const mayConvert = when(
  'convert_public_channel_to_private or convert_private_channel_to_public in the channel',
  async ({ directory, session, params, body }: AccessRequest<typeof setChannelPrivacy>): Promise<InChannel> => {
    if (body.privacy !== 'O' && body.privacy !== 'P') throw invalidBody('privacy');
    const channel = await channelById(directory, params.channel_id);
    const permission = body.privacy === 'P' ? 'convert_public_channel_to_private' : 'convert_private_channel_to_public';
    if (!(await hasInChannel(directory, session, channel, permission))) throw forbidden(permission);
    return { channel };
  },
);

/** Between public and private; Town Square stays public. */
export async function convert(call: Call<typeof setChannelPrivacy, InChannel>): Promise<Channel> {
  const { db, now, body } = call;
  const channel = await lockLive(call);
  if (channel.type === 'D' || channel.type === 'G')
    throw new AppError('api.channel.update_channel.typechange.app_error');
  if (channel.name === defaultChannel && body.privacy === 'P')
    throw new AppError('api.channel.update_channel_privacy.default_channel_error');
  if (channel.type === body.privacy) return channel;
  await (body.privacy === 'O' ? makePublic : makePrivate)(db, { id: channel.id, now });
  const [converted] = await selectChannel(db, { id: channel.id });
  if (!converted) throw new AppError('app.channel.get.existing.app_error');
  const what = body.privacy === 'O' ? 'made the channel public' : 'made the channel private';
  call.emit('channel_updated', { channel: converted }, { channel_id: channel.id });
  call.emit('channel_converted', { channel_id: channel.id }, { team_id: channel.team_id }, channel.id);
  await tell(call, converted, 'system_change_chan_privacy', what);
  call.changed({ kind: 'channel', channel_id: channel.id });
  return converted;
}
