import type { Role } from '@innermost/protocol/roles.ts';
import type { Db } from '../../platform/db/database.ts';
import { hot } from '../../platform/db/hot.ts';

interface Row extends Omit<Role, 'permissions'> {
  permissions: string;
}

const columns = `id, coalesce(name, '') AS name, coalesce(displayname, '') AS display_name, coalesce(description, '') AS description,
  coalesce(createat, 0) AS create_at, coalesce(updateat, 0) AS update_at, coalesce(deleteat, 0) AS delete_at,
  coalesce(permissions, '') AS permissions, coalesce(schememanaged, false) AS scheme_managed, coalesce(builtin, false) AS built_in`;

const all = hot<Row>(`SELECT ${columns} FROM roles ORDER BY name`);
const byNames = hot<Row>(`SELECT ${columns} FROM roles WHERE name = ANY($1::text[]) ORDER BY name`);
const byId = hot<Row>(`SELECT ${columns} FROM roles WHERE id = $1`);

/** Stored as names joined by blanks, with one before the first. */
function roleOf({ permissions, ...role }: Row): Role {
  return { ...role, permissions: permissions.split(' ').filter((name) => name !== '') };
}

export const allRoles = async (db: Db) => (await all.run(db, [])).map(roleOf);
export const rolesByNames = async (db: Db, names: readonly string[]) => (await byNames.run(db, [names])).map(roleOf);
export const roleById = async (db: Db, id: string) => (await byId.run(db, [id])).map(roleOf)[0];
