// Our own additions to the database, in the schema `innermost`, each recorded when it has run.
import { sql } from 'kysely';
import type { Db, Tx } from './database.ts';
import { DatabaseRefused } from './database-error.ts';
import { pendingPosts } from './migrations/0001-pending-posts.ts';
import { setupToken } from './migrations/0002-setup-token.ts';
import { jobs } from './migrations/0003-jobs.ts';
import { deliveries } from './migrations/0004-deliveries.ts';
import type { Migration } from './migrations/migration.ts';

/** In the order of their ids. */
const ourMigrations: readonly Migration[] = [pendingPosts, setupToken, jobs, deliveries];

/** Throws when a newer version of this program has left its marks: what it added is unknown here. */
export async function refuseNewerDatabase(db: Db): Promise<void> {
  const unknown = (await appliedMigrations(db)).filter(
    (applied) => !ourMigrations.some(({ id, name }) => id === applied.id && name === applied.name),
  );
  if (unknown.length === 0) return;
  const names = unknown.map(({ id, name }) => `${id} ${name}`).join(', ');
  throw new DatabaseRefused(
    'too-new',
    `The database was used by a newer version of Innermost (unknown migrations: ${names}): start that version or a newer one.`,
  );
}

/** Runs what is pending, as far as it can be done in this transaction; `now` in ms. Returns the names. */
export async function runOurMigrations(tx: Tx, now: number): Promise<string[]> {
  await sql`CREATE SCHEMA IF NOT EXISTS innermost`.execute(tx);
  await sql`
    CREATE TABLE IF NOT EXISTS innermost.migrations (
      id integer PRIMARY KEY,
      name varchar(128) NOT NULL,
      appliedat bigint NOT NULL
    )`.execute(tx);
  const pending = await pendingMigrations(tx);
  const outside = pending.findIndex(({ outsideTransaction }) => outsideTransaction);
  const first = outside < 0 ? pending : pending.slice(0, outside);
  for (const migration of first) await run(tx, migration, now);
  return first.map(({ name }) => name);
}

/** Runs the rest, one after the other. */
export async function runRemainingMigrations(db: Db, now: number): Promise<string[]> {
  const pending = await pendingMigrations(db);
  for (const migration of pending) await run(db, migration, now);
  return pending.map(({ name }) => name);
}

async function run(db: Db, { id, name, up }: Migration, now: number): Promise<void> {
  await up(db);
  await db.insertInto('innermost.migrations').values({ id, name, applied_at: now }).execute();
}

async function pendingMigrations(db: Db): Promise<Migration[]> {
  const applied = new Set((await appliedMigrations(db)).map(({ id }) => id));
  return ourMigrations.filter(({ id }) => !applied.has(id));
}

async function appliedMigrations(db: Db): Promise<{ id: number; name: string }[]> {
  const { rows } = await sql<{ found: boolean }>`
    SELECT to_regclass('innermost.migrations') IS NOT NULL AS found`.execute(db);
  if (!rows[0]?.found) return [];
  return db.selectFrom('innermost.migrations').select(['id', 'name']).orderBy('id').execute();
}
