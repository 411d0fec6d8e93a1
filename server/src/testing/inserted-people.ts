import { sql } from 'kysely';
import type { Db } from '../platform/db/database.ts';
import { newId } from '../platform/ids.ts';

/** Accounts written straight into the database as members of a team, for tests that need many. Answers their ids. */
export async function insertedPeople(db: Db, team: { id: string }, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, newId);
  await sql`
    INSERT INTO users (id, createat, updateat, deleteat, username, email, roles, notifyprops, props, timezone)
    SELECT id, 1, 1, 0, 'many-' || id, id || '@example.com', 'system_user', '{}', '{}', '{}' FROM unnest(${ids}::text[]) AS u (id)`.execute(
    db,
  );
  await sql`
    INSERT INTO teammembers (teamid, userid, roles, deleteat, schemeuser, schemeadmin, schemeguest, createat)
    SELECT ${team.id}, id, '', 0, true, false, false, 1 FROM unnest(${ids}::text[]) AS u (id)`.execute(db);
  return ids;
}
