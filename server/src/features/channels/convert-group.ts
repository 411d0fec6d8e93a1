/** A group message becomes a private channel of a team, with all that was said in it. */
import type { Channel, convertGroupChannel } from '@innermost/protocol/channels.ts';
import { when, type AccessRequest } from '../../access/can.ts';
import { hasInChannel, hasInTeam } from '../../access/permission.ts';
import { channelById, type InChannel } from '../../access/scopes/channel.ts';
import { teamById, type InTeam } from '../../access/scopes/team.ts';
import { isGuestSession } from '../../access/session.ts';
import type { Call } from '../../endpoint/endpoint.ts';
import { AppError, forbidden, invalidBody } from '../../platform/http/errors.ts';
import { addSystemPost } from '../posts/index.ts';
import { lockLive, tellChanged } from './change-channel.ts';
import { factsOf } from './channel-row.ts';
import { checkName, checkTexts } from './check-channel.ts';
import { moveGroupIntoTeam, selectGroupMembers } from './queries/convert-group.ts';

export const mayConvertGroup = when(
  'a member of the group message, no guest, with create_private_channel in the team',
  async ({
    directory,
    session,
    params,
    query,
    body,
  }: AccessRequest<typeof convertGroupChannel>): Promise<InChannel & InTeam> => {
    const channel = await channelById(directory, params.channel_id);
    if (!(await hasInChannel(directory, session, channel, 'read_channel_content')) || isGuestSession(session))
      throw forbidden('read_channel_content');
    const teamId = query.team_id || body.team_id;
    if (!teamId) throw invalidBody('team_id');
    const team = await teamById(directory, teamId);
    if (!(await hasInTeam(directory, session, team.id, 'create_private_channel')))
      throw forbidden('create_private_channel');
    return { channel, team };
  },
);

/** Everybody in it must be in the team: nobody loses it, and nobody comes into a team by it. */
export async function convertGroup(call: Call<typeof convertGroupChannel, InChannel & InTeam>): Promise<Channel> {
  const { db, now, granted, body, session, services } = call;
  const { team } = granted;
  const before = await lockLive(call);
  if (before.type !== 'G') throw new AppError('app.channel.group_message_conversion.original_channel_not_gm');
  const display_name = body.display_name.trim() || body.name;
  checkName(body.name);
  checkTexts({ display_name });
  const members = await selectGroupMembers(db, { channel_id: before.id, team_id: team.id });
  if (members.some((member) => !member.in_team))
    throw new AppError('app.channel.group_message_conversion.channel_member_missing');
  const [moved] = await moveGroupIntoTeam(db, {
    id: before.id,
    now,
    team_id: team.id,
    name: body.name,
    display_name,
    creator_id: session.user_id,
  });
  if (!moved) throw new AppError('store.sql_channel.save_channel.exists.app_error');
  const ids = members.map(({ id }) => id);
  const username = (await services.directory.people.get(session.user_id))?.username ?? '';
  const names = members.map((member) => member.username).join(', ');
  await addSystemPost(call, {
    channel: factsOf({ ...before, type: 'P', team_id: team.id, name: body.name, display_name }),
    user_id: session.user_id,
    type: 'system_gm_to_channel',
    message: `${username} made this channel from a group message with ${names}.`,
    props: { convertedByUserId: session.user_id, gmMembersDuringConversionIDs: ids },
  });
  for (const user_id of ids) call.changed({ kind: 'member_roles', user_id });
  return tellChanged(call);
}
