/** Who may do what in a channel, where one permission does not decide. */
import type { AnyRoute } from '@innermost/protocol/route.ts';
import type { Permission } from '@innermost/protocol/permissions.ts';
import { when, type Access, type AccessRequest } from '../../access/can.ts';
import type { ChannelFacts, Directory } from '../../access/directory.ts';
import { hasInChannel, hasInTeam } from '../../access/permission.ts';
import { channelById, type InChannel } from '../../access/scopes/channel.ts';
import type { InTeam } from '../../access/scopes/team.ts';
import { teamById } from '../../access/scopes/team.ts';
import { checkSelfOr, type OfUser } from '../../access/scopes/user.ts';
import type { Session } from '../../access/session.ts';
import { forbidden } from '../../platform/http/errors.ts';

/** Members, and for a public channel whoever may see the team's public channels. */
export async function maySeeChannel(directory: Directory, session: Session, channel: ChannelFacts): Promise<boolean> {
  if (await hasInChannel(directory, session, channel, 'read_channel')) return true;
  return channel.type === 'O' && hasInTeam(directory, session, channel.team_id, 'read_public_channel');
}

/** Whoever may know of the channel that the path names, its members included. */
export function seesChannel<R extends AnyRoute>(pick: (request: AccessRequest<R>) => string): Access<R, InChannel> {
  return when('whoever may see the channel', async (request) => {
    const channel = await channelById(request.directory, pick(request));
    if (!(await maySeeChannel(request.directory, request.session, channel))) throw forbidden('read_channel');
    return { channel };
  });
}

/** One permission for public channels, another for private ones; in direct and group channels membership decides. */
export function inChannelByType<R extends AnyRoute>(
  ofPublic: Permission,
  ofPrivate: Permission,
  pick: (request: AccessRequest<R>) => string,
): Access<R, InChannel> {
  return when(
    `${ofPublic} or ${ofPrivate}; membership in direct and group channels`,
    async ({ directory, session, ...request }) => {
      const channel = await channelById(directory, pick({ directory, session, ...request }));
      const permission = permissionIn(channel, ofPublic, ofPrivate);
      if (!(await hasInChannel(directory, session, channel, permission))) throw forbidden(permission);
      return { channel };
    },
  );
}

function permissionIn(channel: ChannelFacts, ofPublic: Permission, ofPrivate: Permission): Permission {
  if (channel.type === 'O') return ofPublic;
  return channel.type === 'P' ? ofPrivate : 'read_channel';
}

export type OfUserInTeam = OfUser & InTeam;

/** The person's own things in a team that they may view, or anybody's with `edit_other_users`. */
export function selfInTeam<R extends AnyRoute>(
  pick: (request: AccessRequest<R>) => { user_id: string; team_id: string },
): Access<R, OfUserInTeam> {
  return when('oneself, or edit_other_users in the system; and view_team in the team', async (request) => {
    const { user_id, team_id } = pick(request);
    const { directory, session } = request;
    checkSelfOr(request, 'edit_other_users', user_id);
    const team = await teamById(directory, team_id);
    if (!(await hasInTeam(directory, session, team.id, 'view_team'))) throw forbidden('view_team');
    return { user_id, team };
  });
}

export type OfMember = InChannel & OfUser;

/** The person's own membership of a channel that they may see, or anybody's with `edit_other_users`. */
export function selfInChannel<R extends AnyRoute>(
  pick: (request: AccessRequest<R>) => { user_id: string; channel_id: string },
): Access<R, OfMember> {
  return when('oneself, or edit_other_users in the system; who may see the channel', async (request) => {
    const { user_id, channel_id } = pick(request);
    const { directory, session } = request;
    checkSelfOr(request, 'edit_other_users', user_id);
    const channel = await channelById(directory, channel_id);
    if (!(await maySeeChannel(directory, session, channel))) throw forbidden('read_channel');
    return { user_id, channel };
  });
}
