/** The roles of a member as one text of names, as older tools set them. */
import type { setChannelMemberRoles } from '@innermost/protocol/channels.ts';
import type { ErrorId } from '@innermost/protocol/errors.ts';
import type { StatusOk } from '@innermost/protocol/route.ts';
import type { InChannel } from '../../../access/scopes/channel.ts';
import type { Call } from '../../../endpoint/endpoint.ts';
import type { Db } from '../../../platform/db/database.ts';
import { AppError } from '../../../platform/http/errors.ts';
import { tellMember } from './settings.ts';
import { selectMembers } from './queries/members.ts';
import { selectNamedRoles, updateMemberRoles } from './queries/settings.ts';

export interface MemberRoles {
  scheme_guest: boolean;
  scheme_user: boolean;
  scheme_admin: boolean;
  /** Names besides those three, in order. */
  explicit_roles: string;
}

/**
 * The three roles that everybody can have in a place, told apart from others. 400 for a role that is unknown, or that
 * belongs to a scheme, which gives it by itself.
 */
export async function memberRolesOf(
  db: Db,
  text: string,
  place: 'channel' | 'team',
  ofScheme: ErrorId,
): Promise<MemberRoles> {
  const names = [...new Set(text.split(' ').filter((name) => name !== ''))];
  const own = [`${place}_guest`, `${place}_user`, `${place}_admin`];
  const others = names.filter((name) => !own.includes(name));
  const known = await selectNamedRoles(db, { names: others });
  const unknown = others.find((name) => !known.some((role) => role.name === name));
  if (unknown !== undefined) throw new AppError('app.role.check_roles_exist.role_not_found', { name: unknown });
  if (known.some((role) => role.scheme_managed)) throw new AppError(ofScheme);
  const [scheme_guest = false, scheme_user = false, scheme_admin = false] = own.map((name) => names.includes(name));
  return { scheme_guest, scheme_user, scheme_admin, explicit_roles: others.join(' ') };
}

export async function setMemberRoles(call: Call<typeof setChannelMemberRoles, InChannel>): Promise<StatusOk> {
  const { db, granted, params, body, now } = call;
  const scheme = 'api.channel.update_channel_member_roles.scheme_role.app_error';
  const roles = await memberRolesOf(db, body.roles, 'channel', scheme);
  const { scheme_guest, scheme_user, scheme_admin, explicit_roles } = roles;
  const [before] = await selectMembers(db, { channel_id: granted.channel.id, user_ids: [params.user_id] });
  if (!before) throw new AppError('app.channel.get_member.missing.app_error');
  // Who is a guest is decided for the whole system, and guests administer nothing.
  if (before.scheme_guest !== scheme_guest || (scheme_guest && (scheme_user || scheme_admin)))
    throw new AppError('api.channel.update_channel_member_roles.guest_and_user.app_error');
  await updateMemberRoles(db, {
    channel_id: granted.channel.id,
    user_id: params.user_id,
    member: scheme_user,
    admin: scheme_admin,
    roles: explicit_roles,
    now,
  });
  await tellMember(call, granted.channel.id, params.user_id);
  call.changed({ kind: 'member_roles', user_id: params.user_id });
  return { status: 'OK' };
}
