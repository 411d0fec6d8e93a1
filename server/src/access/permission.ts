/** May this person do that there? Effective rights are system roles ∪ team roles ∪ channel roles. */
import type { Permission } from '@innermost/protocol/permissions.ts';
import type { ChannelFacts, Directory } from './directory.ts';
import type { Memberships } from './memberships.ts';
import type { Session } from './session.ts';

/** Who holds rights: the person behind a session, or one on whose behalf the server acts. */
export type Holder = Pick<Session, 'user_id' | 'roles'>;

const nothing: Memberships = { channels: new Map(), teams: new Map() };

export function hasInSystem(directory: Directory, holder: Holder, permission: Permission): boolean {
  return directory.grants(holder.roles.split(' '), permission);
}

export async function membershipsOf(directory: Directory, userId: string): Promise<Memberships> {
  return directory.memberships.peek(userId) ?? (await directory.memberships.get(userId)) ?? nothing;
}

export async function hasInTeam(
  directory: Directory,
  holder: Holder,
  teamId: string,
  permission: Permission,
): Promise<boolean> {
  const team = (await membershipsOf(directory, holder.user_id)).teams.get(teamId);
  if (team && directory.grants(team.roles, permission)) return true;
  return hasInSystem(directory, holder, permission);
}

export async function hasInChannel(
  directory: Directory,
  holder: Holder,
  channel: Pick<ChannelFacts, 'id' | 'team_id'>,
  permission: Permission,
): Promise<boolean> {
  const own = (await membershipsOf(directory, holder.user_id)).channels.get(channel.id);
  if (own && directory.grants(own.roles, permission)) return true;
  if (channel.team_id !== '') return hasInTeam(directory, holder, channel.team_id, permission);
  return hasInSystem(directory, holder, permission);
}

/** Members read their channels; a public channel is also open to whoever may read public channels of its team. */
export async function mayReadChannel(directory: Directory, holder: Holder, channel: ChannelFacts): Promise<boolean> {
  if (await hasInChannel(directory, holder, channel, 'read_channel_content')) return true;
  return channel.type === 'O' && hasInTeam(directory, holder, channel.team_id, 'read_public_channel');
}
