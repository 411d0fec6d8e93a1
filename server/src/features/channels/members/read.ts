import type {
  ChannelMember,
  ChannelMemberWithTeam,
  getChannelMember,
  getChannelMembers,
  getChannelMembersByIds,
  getMyChannelMembers,
  getMyTeamChannelMembers,
} from '@innermost/protocol/channels.ts';
import { isId } from '@innermost/protocol/limits.ts';
import type { InChannel } from '../../../access/scopes/channel.ts';
import type { OfUser } from '../../../access/scopes/user.ts';
import type { Call } from '../../../endpoint/endpoint.ts';
import { AppError, invalidBody } from '../../../platform/http/errors.ts';
import { HttpReply } from '../../../platform/http/message.ts';
import { paging } from '../../../platform/http/paging.ts';
import type { OfUserInTeam } from '../access.ts';
import { memberFor } from './member-row.ts';
import { selectMembers, selectMembershipsInTeamOf, selectMembershipsOf, selectMembersPage } from './queries/members.ts';

export async function membersOfChannel(call: Call<typeof getChannelMembers, InChannel>): Promise<ChannelMember[]> {
  const { per_page, offset } = paging(call.query);
  const rows = await selectMembersPage(call.db, { channel_id: call.granted.channel.id, limit: per_page, offset });
  return rows.map((row) => memberFor(call.session.user_id, row));
}

export async function memberOfChannel(call: Call<typeof getChannelMember, InChannel>): Promise<ChannelMember> {
  const [row] = await selectMembers(call.db, { channel_id: call.granted.channel.id, user_ids: [call.params.user_id] });
  if (!row) throw new AppError('app.channel.get_member.missing.app_error');
  return memberFor(call.session.user_id, row);
}

export async function membersByIds(call: Call<typeof getChannelMembersByIds, InChannel>): Promise<ChannelMember[]> {
  if (call.body.length === 0 || !call.body.every(isId)) throw invalidBody('user_ids');
  const rows = await selectMembers(call.db, { channel_id: call.granted.channel.id, user_ids: call.body });
  return rows.map((row) => memberFor(call.session.user_id, row));
}

export function membershipsInTeam(call: Call<typeof getMyTeamChannelMembers, OfUserInTeam>): Promise<ChannelMember[]> {
  return selectMembershipsInTeamOf(call.db, { user_id: call.granted.user_id, team_id: call.granted.team.id });
}

/** Wire: `page=-1` is everything at once, a member a line; the web client starts with it. One round trip. */
export async function memberships(
  call: Call<typeof getMyChannelMembers, OfUser>,
): Promise<ChannelMemberWithTeam[] | HttpReply> {
  const { db, granted, query } = call;
  if (query.page !== '-1') {
    const { per_page, offset } = paging(query);
    return selectMembershipsOf(db, { user_id: granted.user_id, limit: per_page, offset });
  }
  const rows = await selectMembershipsOf(db, { user_id: granted.user_id, limit: null, offset: 0 });
  const lines = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  return new HttpReply(200, lines, { 'Content-Type': 'application/x-ndjson' });
}
