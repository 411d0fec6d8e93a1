import type {
  ChannelUnread,
  ChannelViewReply,
  getChannelUnread,
  markChannelsRead,
  viewChannel,
} from '@innermost/protocol/channels.ts';
import { isId } from '@innermost/protocol/limits.ts';
import type { AnyRoute } from '@innermost/protocol/route.ts';
import type { OfUser } from '../../access/scopes/user.ts';
import { isBotSession } from '../../access/session.ts';
import type { Call } from '../../endpoint/endpoint.ts';
import { topic } from '../../work/topic.ts';
import { AppError, invalidBody } from '../../platform/http/errors.ts';
import type { OfMember } from './access.ts';
import { markViewed, selectUnread } from './queries/view.ts';

export interface ChannelsViewed {
  readonly user_id: string;
  readonly channel_ids: readonly string[];
  /** False: the client shows no threads apart, so that it has seen those of the channels too. */
  readonly threads_apart: boolean;
  /** The person turned to a channel, and did not only leave one. */
  readonly is_active: boolean;
  /** ms. */
  readonly at: number;
}

/** After the statement; also for channels that held nothing new. */
export const channelsViewed = topic<ChannelsViewed>('channels_viewed');

type Viewing = Call<AnyRoute, OfUser>;

async function view(
  call: Viewing,
  ids: readonly string[],
  how: Pick<ChannelsViewed, 'threads_apart' | 'is_active'>,
): Promise<ChannelViewReply> {
  const { granted, services, session } = call;
  // An administrator who reads for somebody else is not that person, and nobody asks whether a bot is there.
  const is_active = how.is_active && granted.user_id === session.user_id && !isBotSession(session);
  if (is_active) services.hub.userActive(session.user_id, session.id);
  if (ids.length === 0) return { status: 'OK', last_viewed_at_times: {} };
  const rows = await markViewed(call.db, { user_id: granted.user_id, channel_ids: ids, now: call.now });
  const times = Object.fromEntries(rows.map(({ channel_id, at }) => [channel_id, at]));
  if (rows.some(({ was_unread }) => was_unread) && call.config.ServiceSettings.EnableChannelViewedMessages)
    call.emit('multiple_channels_viewed', { channel_times: times }, { user_id: granted.user_id });
  const viewed = { user_id: granted.user_id, channel_ids: Object.keys(times), ...how, is_active };
  call.tell(channelsViewed, { ...viewed, at: call.now });
  return { status: 'OK', last_viewed_at_times: times };
}

/** One round trip. '' stands for no channel: the client only lost the focus. */
export function viewOne(call: Call<typeof viewChannel, OfUser>): Promise<ChannelViewReply> {
  const { channel_id, prev_channel_id = '', collapsed_threads_supported = false } = call.body;
  if (channel_id !== '' && !isId(channel_id)) throw invalidBody('channel_id');
  if (prev_channel_id !== '' && !isId(prev_channel_id)) throw invalidBody('prev_channel_id');
  const ids = [...new Set([channel_id, prev_channel_id])].filter((id) => id !== '');
  return view(call, ids, { threads_apart: collapsed_threads_supported, is_active: channel_id !== '' });
}

/** One round trip. */
export function markRead(call: Call<typeof markChannelsRead, OfUser>): Promise<ChannelViewReply> {
  if (!call.body.every(isId)) throw invalidBody('channel_ids');
  return view(call, [...new Set(call.body)], { threads_apart: true, is_active: true });
}

export async function unreadOfChannel(call: Call<typeof getChannelUnread, OfMember>): Promise<ChannelUnread> {
  const [unread] = await selectUnread(call.db, { user_id: call.granted.user_id, channel_id: call.granted.channel.id });
  if (!unread) throw new AppError('app.channel.get_unread.app_error');
  return unread;
}
