import type { ChannelNotifyProps, setChannelNotifyProps, setChannelSchemeRoles } from '@innermost/protocol/channels.ts';
import type { StatusOk } from '@innermost/protocol/route.ts';
import type { InChannel } from '../../../access/scopes/channel.ts';
import type { Call } from '../../../endpoint/endpoint.ts';
import { AppError } from '../../../platform/http/errors.ts';
import type { Work } from '../../../work/work.ts';
import type { OfMember } from '../access.ts';
import { selectMembers, selectMembershipsIn } from './queries/members.ts';
import { mergeNotifyProps, updateMuted, updateSchemeRoles } from './queries/settings.ts';

const settings = [
  'desktop',
  'desktop_threads',
  'desktop_sound',
  'desktop_notification_sound',
  'mark_unread',
  'push',
  'push_threads',
  'email',
  'ignore_channel_mentions',
  'channel_auto_follow_threads',
] as const;

/** Wire: other settings are ignored; of these every value is kept, and one that nobody knows counts as the default. */
function known(body: ChannelNotifyProps): Record<string, string> {
  return Object.fromEntries(
    settings.flatMap((name) => {
      const value = body[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

export async function tellMember({ db, emit }: Work, channelId: string, userId: string): Promise<void> {
  const [member] = await selectMembers(db, { channel_id: channelId, user_ids: [userId] });
  if (member) emit('channel_member_updated', { channelMember: member }, { user_id: userId });
}

/** Only what is given changes. */
export async function setNotifyProps(call: Call<typeof setChannelNotifyProps, OfMember>): Promise<StatusOk> {
  const { db, granted, body, now } = call;
  const { channel, user_id } = granted;
  const [set] = await mergeNotifyProps(db, {
    channel_id: channel.id,
    user_id,
    notify_props: JSON.stringify(known(body)),
    now,
  });
  if (!set) throw new AppError('app.channel.get_member.missing.app_error');
  if (set.too_long) throw new AppError('app.channel.update_member.notify_props_limit_exceeded.app_error');
  await tellMember(call, channel.id, user_id);
  if (body['channel_auto_follow_threads'] !== undefined)
    call.changed({ kind: 'thread_followers', channel_id: channel.id });
  return { status: 'OK' };
}

/** Mutes or unmutes channels for a person, who is told of each that changed. Two round trips. */
export async function muteChannels(
  w: Work,
  userId: string,
  channelIds: readonly string[],
  muted: boolean,
): Promise<void> {
  const changed = await updateMuted(w.db, { user_id: userId, channel_ids: channelIds, muted, now: w.now });
  if (changed.length === 0) return;
  const ids = changed.map(({ channel_id }) => channel_id);
  for (const channelMember of await selectMembershipsIn(w.db, { user_id: userId, channel_ids: ids }))
    w.emit('channel_member_updated', { channelMember }, { user_id: userId });
}

/** Who the member is in the channel: guest or member, and administrator or not. */
export async function setSchemeRoles(call: Call<typeof setChannelSchemeRoles, InChannel>): Promise<StatusOk> {
  const { db, granted, params, body, now } = call;
  const { scheme_guest = false, scheme_user, scheme_admin } = body;
  if (scheme_guest && scheme_user)
    throw new AppError('api.channel.update_channel_member_roles.guest_and_user.app_error');
  const [before] = await selectMembers(db, { channel_id: granted.channel.id, user_ids: [params.user_id] });
  if (!before) throw new AppError('app.channel.get_member.missing.app_error');
  // Who is a guest is decided for the whole system, and guests administer nothing.
  if (before.scheme_guest !== scheme_guest || (scheme_guest && scheme_admin))
    throw new AppError('api.channel.update_channel_member_roles.guest_and_user.app_error');
  await updateSchemeRoles(db, {
    channel_id: granted.channel.id,
    user_id: params.user_id,
    guest: scheme_guest,
    member: scheme_user,
    admin: scheme_admin,
    now,
  });
  await tellMember(call, granted.channel.id, params.user_id);
  call.changed({ kind: 'member_roles', user_id: params.user_id });
  return { status: 'OK' };
}
