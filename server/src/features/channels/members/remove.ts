import type { removeChannelMember } from '@innermost/protocol/channels.ts';
import type { StatusOk } from '@innermost/protocol/route.ts';
import { when, type AccessRequest } from '../../../access/can.ts';
import type { ChannelFacts } from '../../../access/directory.ts';
import { hasInChannel } from '../../../access/permission.ts';
import { channelById } from '../../../access/scopes/channel.ts';
import type { Call } from '../../../endpoint/endpoint.ts';
import { AppError, forbidden } from '../../../platform/http/errors.ts';
import type { Work } from '../../../work/work.ts';
import { addSystemPost } from '../../posts/index.ts';
import type { OfMember } from '../access.ts';
import { defaultChannel } from '../channel-row.ts';
import { leftNotice, removedNotice } from './notices.ts';
import { selectChannel } from '../queries/find.ts';
import { deleteMember, selectCandidates } from './queries/members.ts';

export const mayRemoveMember = when(
  'oneself; manage_public_channel_members or manage_private_channel_members',
  async ({ directory, session, params }: AccessRequest<typeof removeChannelMember>): Promise<OfMember> => {
    const channel = await channelById(directory, params.channel_id);
    if (channel.type === 'D' || channel.type === 'G')
      throw new AppError('api.channel.remove_channel_member.type.app_error');
    if (params.user_id !== session.user_id) {
      const permission = channel.type === 'O' ? 'manage_public_channel_members' : 'manage_private_channel_members';
      if (!(await hasInChannel(directory, session, channel, permission))) throw forbidden(permission);
    }
    return { channel, user_id: params.user_id };
  },
);

/** Tells the channel and the person that the membership ended. */
export function announceDeparture(call: Work, channel: ChannelFacts, userId: string, removerId: string): void {
  const channel_id = channel.id;
  call.emit('user_removed', { user_id: userId, remover_id: removerId }, { channel_id });
  call.emit('user_removed', { channel_id, remover_id: removerId }, { user_id: userId }, channel_id);
  call.changed({ kind: 'channel_member', user_id: userId, channel_id, is: false });
}

/** Nobody but guests leaves the default channel; a channel kept by groups is left by oneself only. */
export async function removeMember(call: Call<typeof removeChannelMember, OfMember>): Promise<StatusOk> {
  const { db, granted, session, now, config } = call;
  const { channel, user_id } = granted;
  const [[person], [row]] = [
    await selectCandidates(db, { channel_id: channel.id, user_ids: [user_id] }),
    await selectChannel(db, { id: channel.id }),
  ];
  if (!person?.is_member) throw new AppError('app.channel.get_member.missing.app_error');
  const isDefault = channel.name === defaultChannel;
  if (isDefault && !person.is_guest) throw new AppError('api.channel.remove.default.app_error');
  const self = user_id === session.user_id;
  if (row?.group_constrained && !self && !person.is_bot) throw new AppError('api.channel.remove_members.denied');
  await deleteMember(db, { channel_id: channel.id, user_id, now });
  announceDeparture(call, channel, user_id, session.user_id);
  const quiet = isDefault && !config.ServiceSettings.ExperimentalEnableDefaultChannelLeaveJoinMessages;
  const notice = self ? leftNotice(person) : removedNotice(session.user_id || person.id, person);
  if (!quiet && channel.delete_at === 0) await addSystemPost(call, { channel, ...notice });
  return { status: 'OK' };
}
