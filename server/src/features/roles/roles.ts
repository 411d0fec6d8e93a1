/** Roles and what they permit: clients fetch them to know what to offer. */
import type { getRole, getRoleByName, getRoles, getRolesByNames, Role } from '@innermost/protocol/roles.ts';
import { moderate } from '../../access/moderation.ts';
import type { Call } from '../../endpoint/endpoint.ts';
import { AppError, invalidBody, invalidUrl } from '../../platform/http/errors.ts';
import { allRoles, roleById, rolesByNames, type NamedRole } from './queries.ts';

const mostNames = 1000;
const isRoleName = (name: string): boolean => /^[a-z0-9_-]{1,64}$/.test(name);

export const everyRole = ({ db }: Call<typeof getRoles>): Promise<Role[]> => allRoles(db);

/** Wire: clients decide by what they are told of a role, so a moderated channel's roles are told as they work. */
function effectiveRole({ role, team_level, of_admins }: NamedRole): Role {
  if (!team_level) return role;
  return { ...role, permissions: of_admins ? team_level : moderate(new Set(role.permissions), team_level) };
}

/** Unknown names are left out. */
export async function rolesOfNames({ body, db }: Call<typeof getRolesByNames>): Promise<Role[]> {
  const names = [...new Set(body.map((name) => name.trim()))].filter((name) => name !== '');
  if (names.length === 0) throw invalidBody('rolenames');
  if (names.length > mostNames)
    throw new AppError('api.roles.get_multiple_by_name_too_many.request_error', { max: mostNames });
  if (!names.every(isRoleName)) throw invalidBody('rolename');
  return (await rolesByNames(db, names)).map(effectiveRole);
}

export async function roleOfId({ db, params }: Call<typeof getRole>): Promise<Role> {
  const role = await roleById(db, params.role_id);
  if (!role) throw new AppError('app.role.get.app_error');
  return role;
}

export async function roleOfName({ db, params }: Call<typeof getRoleByName>): Promise<Role> {
  if (!isRoleName(params.role_name)) throw invalidUrl('role_name');
  const [found] = await rolesByNames(db, [params.role_name]);
  if (!found) throw new AppError('app.role.get_by_name.app_error');
  return effectiveRole(found);
}
