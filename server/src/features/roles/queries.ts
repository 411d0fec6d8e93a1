import type { Role } from '@innermost/protocol/roles.ts';
import type { Db } from '../../platform/db/database.ts';
import { sql, statementsOf } from '../../platform/db/statement.ts';
import type { Statements } from './queries.gen.ts';

const statement = statementsOf<Statements>(import.meta.url);

interface Row extends Omit<Role, 'permissions'> {
  permissions: string;
}

export interface NamedRole {
  role: Role;
  /** Permissions of the role of the team level, for the roles of a channel's own scheme. */
  team_level: string[] | undefined;
  /** The role of such a channel's administrators. */
  of_admins: boolean;
}

const columns = sql`id, coalesce(name, '') AS name, coalesce(displayname, '') AS display_name, coalesce(description, '') AS description,
  coalesce(createat, 0) AS create_at, coalesce(updateat, 0) AS update_at, coalesce(deleteat, 0) AS delete_at,
  coalesce(permissions, '') AS permissions, coalesce(schememanaged, false) AS scheme_managed, coalesce(builtin, false) AS built_in, NULL AS scheme_id`;

const all = statement('all', sql`SELECT ${columns} FROM roles ORDER BY name`);
const byNames = statement(
  'byNames',
  sql`
  SELECT r.*, h.permissions AS team_level, coalesce(r.name = s.defaultchanneladminrole, false) AS of_admins
    FROM (SELECT ${columns} FROM roles WHERE name = ANY(:names::text[])) r
    LEFT JOIN schemes s ON s.scope = 'channel' AND coalesce(s.deleteat, 0) = 0
     AND r.name IN (s.defaultchannelguestrole, s.defaultchanneluserrole, s.defaultchanneladminrole)
    LEFT JOIN LATERAL (SELECT t.schemeid FROM channels c JOIN teams t ON t.id = c.teamid WHERE c.schemeid = s.id LIMIT 1) t
      ON true
    LEFT JOIN schemes ts ON ts.id = t.schemeid AND coalesce(ts.deleteat, 0) = 0
    LEFT JOIN roles h ON h.name = CASE r.name
      WHEN s.defaultchannelguestrole THEN coalesce(nullif(ts.defaultchannelguestrole, ''), 'channel_guest')
      WHEN s.defaultchanneluserrole THEN coalesce(nullif(ts.defaultchanneluserrole, ''), 'channel_user')
      WHEN s.defaultchanneladminrole THEN coalesce(nullif(ts.defaultchanneladminrole, ''), 'channel_admin') END
   ORDER BY r.name`,
);
const byId = statement('byId', sql`SELECT ${columns} FROM roles WHERE id = :id`);

/** Stored as names joined by blanks, with one before the first. */
const namesIn = (permissions: string): string[] => permissions.split(' ').filter((name) => name !== '');

const roleOf = ({ permissions, ...role }: Row): Role => ({ ...role, permissions: namesIn(permissions) });

export const allRoles = async (db: Db) => (await all(db)).map(roleOf);
export async function rolesByNames(db: Db, names: readonly string[]): Promise<NamedRole[]> {
  return (await byNames(db, { names })).map(({ team_level, of_admins, ...row }) => ({
    role: roleOf(row),
    team_level: team_level === null ? undefined : namesIn(team_level),
    of_admins,
  }));
}
export const roleById = async (db: Db, id: string) => (await byId(db, { id })).map(roleOf)[0];
