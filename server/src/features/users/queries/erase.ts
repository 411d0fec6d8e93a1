/** Everything of everybody, erased. What that is follows from the references between tables, not from a list of its own. */
import { sql } from 'kysely';
import type { Capabilities } from '../../../platform/db/capabilities.ts';
import type { Db } from '../../../platform/db/database.ts';
import { isHeld, isOrphan } from '../../../platform/db/orphans.ts';
import { references, type Reference } from '../../../platform/db/references.ts';
import { upstreamSchema } from '../../../platform/db/upstream-schema.ts';

/** Of people, too, though no column says so: invitations and the like, and what was attached to messages. */
const alsoWhole = ['tokens', 'fileinfo'];
/** How long the tables may be in use by others before this gives up. */
const patience = '10s';

const goes = ({ whenErased }: Reference): boolean => whenErased === 'goes';
const isAll = ({ mayBeEmpty, where }: Reference): boolean => !mayBeEmpty && where === undefined;

/** The tables that `begin` reaches through such references, in the order in which they are reached. */
function reached(begin: readonly string[], follow: (reference: Reference) => boolean): string[] {
  const tables = new Set(begin);
  // The set grows while it is gone through.
  for (const table of tables)
    for (const reference of references)
      if (reference.parent === table && follow(reference)) tables.add(reference.child);
  return [...tables];
}

/** Every row of these is somebody's, or belongs to one that is. */
const wholeTables = reached(['users', ...alsoWhole], (reference) => goes(reference) && isAll(reference));
/** By parent, nearest to the people first, so that what a step leaves without its parent is found by a later one. */
const orderOfParents = reached(['users', 'channels'], goes);
const leaving = orderOfParents.flatMap((parent) => references.filter((one) => one.parent === parent && goes(one)));
const forgetting = references.filter((one) => one.parent === 'users' && !goes(one));

const hasTable = ({ hasTable: has }: Capabilities, table: string) => table.startsWith('innermost.') || has(table);

/**
 * Removes every row that names an erased person, or an erased row. Also afterwards for what was under way meanwhile and
 * was written for people who were gone by then.
 */
export async function eraseLeftovers(db: Db, capabilities: Capabilities): Promise<void> {
  for (const reference of leaving.filter((one) => isHeld(one, capabilities)))
    await sql`DELETE FROM ${sql.raw(reference.child)} c WHERE ${isOrphan(reference)}`.execute(db);
  for (const reference of forgetting.filter((one) => isHeld(one, capabilities))) {
    const [child, column] = [sql.raw(reference.child), sql.raw(reference.column)];
    await sql`UPDATE ${child} c SET ${column} = '' WHERE ${isOrphan(reference)}`.execute(db);
  }
}

/** In a transaction. Rejects with 55P03 where others keep a table in use, and with 40P01 where they wait for this. */
export async function eraseEverything(db: Db, capabilities: Capabilities): Promise<void> {
  await sql`SET LOCAL lock_timeout = ${sql.lit(patience)}`.execute(db);
  const tables = wholeTables.filter((table) => hasTable(capabilities, table)).map((table) => sql.raw(table));
  // At once, so that no foreign key stands between two of them. Deleting row by row may take hours.
  await sql`TRUNCATE ${sql.join(tables)}`.execute(db);
  await sql`DELETE FROM channels WHERE type::text IN ('D', 'G')`.execute(db);
  await eraseLeftovers(db, capabilities);
  // The address of whoever made the team.
  await sql`UPDATE teams SET email = '' WHERE email <> ''`.execute(db);
  await refreshViews(db);
}

/** Statistics and attributes of people who are gone. */
async function refreshViews(db: Db): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    SELECT quote_ident(matviewname) AS name FROM pg_matviews
     WHERE schemaname = ${upstreamSchema} AND matviewname IN
       ('attributeview', 'bot_posts_by_team_day', 'file_stats', 'posts_by_team_day', 'poststats')`.execute(db);
  for (const { name } of rows) await sql`REFRESH MATERIALIZED VIEW ${sql.raw(name)}`.execute(db);
}
