// Brings a database to where this program can run on it: creates it, or adopts what is there, and adds what is ours.
import { sql } from 'kysely';
import { advisoryLock } from './advisory-locks.ts';
import { isEmpty, refuseUnusableSchema } from './adoption.ts';
import { type Capabilities, findCapabilities } from './capabilities.ts';
import { readColumns } from './catalogue.ts';
import type { Database, Db, Tx } from './database.ts';
import { DatabaseRefused } from './database-error.ts';
import { refuseNewerDatabase, runOurMigrations, runRemainingMigrations } from './our-migrations.ts';
import { createConfigurationTables, createUpstream } from './upstream/create.ts';
import { createInUpstreamSchema, upstreamSchema } from './upstream-schema.ts';

export interface MigrationOptions {
  /** ms since 1970. */
  now: number;
  log: { info(message: string): void };
}

export interface MigrationReport {
  /** Created just now, adopted just now from another server, or known from before. */
  found: 'nothing' | 'a foreign database' | 'our database';
  /** Another server made it, at whichever start it was adopted. */
  adopted: boolean;
  /** The names of our own migrations that were run now. */
  applied: string[];
  capabilities: Capabilities;
}

/**
 * Safe to run at every start, and by several processes at once (the others wait). Throws `DatabaseRefused` for a database that is too
 * old, newer than this program, or not one that we know; upstream's tables are then as they were.
 */
export async function migrate(database: Database, { now, log }: MigrationOptions): Promise<MigrationReport> {
  await checkServer(database.db);
  await refuseNewerDatabase(database.db);
  const { found, applied } = await database.transaction(async (tx) => {
    await sql`SELECT pg_advisory_xact_lock(${sql.raw(advisoryLock.migrations)})`.execute(tx);
    return { found: await createOrAdopt(tx, now), applied: await runOurMigrations(tx, now) };
  });
  applied.push(...(await runRemainingMigrations(database.db, now)));
  if (found === 'nothing') log.info('Created the database.');
  if (found === 'a foreign database')
    log.info('Adopted the Mattermost database that was there; its tables are unchanged.');
  if (applied.length > 0 && found !== 'nothing') log.info(`Ran the migrations ${applied.join(', ')}.`);
  const capabilities = await findCapabilities(database.db, await readColumns(database.db));
  return { found, adopted: await wasAdopted(database.db), applied, capabilities };
}

/** Throws `DatabaseRefused` for a PostgreSQL or a database that this program cannot work with; changes nothing. */
export async function checkServer(db: Db): Promise<void> {
  refuseUnfitServer(await describeServer(db));
}

async function createOrAdopt(tx: Tx, now: number): Promise<MigrationReport['found']> {
  const columns = await readColumns(tx);
  if (isEmpty(columns)) {
    await refuseHiddenTables(tx);
    await createInUpstreamSchema(tx);
    await createUpstream(tx, now);
    return 'nothing';
  }
  refuseUnusableSchema(columns);
  if (!columns.has('configurations') || !columns.has('configurationfiles')) {
    await createInUpstreamSchema(tx);
    await createConfigurationTables(tx);
  }
  const { rows } = await sql<{ ours: boolean }>`
    SELECT to_regclass('innermost.migrations') IS NOT NULL AS ours`.execute(tx);
  return rows[0]?.ours ? 'our database' : 'a foreign database';
}

/** A database that is ours notes one time for its creation and for our first migration: both happen in one step. */
async function wasAdopted(db: Db): Promise<boolean> {
  const created = await db
    .selectFrom('systems')
    .innerJoin('innermost.migrations as m', (join) => join.onTrue())
    .select('m.id')
    .where('systems.name', '=', 'InstallationDate')
    .where(sql<boolean>`systems.value = m.appliedat::text`)
    .executeTakeFirst();
  return created === undefined;
}

/** Tables that the search path leads to later would be hidden behind those we are about to create. */
async function refuseHiddenTables(tx: Tx): Promise<void> {
  const { rows } = await sql<{ schema: string | null }>`
    SELECT (SELECT relnamespace::regnamespace::text FROM pg_class WHERE oid = to_regclass('db_migrations')) AS schema
    `.execute(tx);
  const schema = rows[0]?.schema;
  if (!schema) return;
  throw new DatabaseRefused(
    'unknown-schema',
    `The tables of Mattermost are in the schema ${schema}, which does not come first in the search path: add ?search_path=${schema} to MM_SQLSETTINGS_DATASOURCE.`,
  );
}

interface DatabaseServer {
  /** As in `server_version_num`: 140000 is 14.0. */
  version: number;
  name: string;
  encoding: string;
  /** Where new tables go; null when the search path leads nowhere. */
  schema: string | null;
}

async function describeServer(db: Db): Promise<DatabaseServer> {
  const { rows } = await sql<DatabaseServer>`
    SELECT current_setting('server_version_num')::int AS version, current_setting('server_version') AS name,
      current_setting('server_encoding') AS encoding, ${upstreamSchema} AS schema`.execute(db);
  const [server] = rows;
  if (server === undefined) throw new Error('The database answered nothing about itself.');
  return server;
}

/** Throws for a server that this program cannot work with. */
export function refuseUnfitServer(server: DatabaseServer): void {
  if (server.version < 140_000) {
    throw new DatabaseRefused(
      'too-old',
      `The database is PostgreSQL ${server.name}, and Innermost needs 14 or newer: upgrade it, or name another one in MM_SQLSETTINGS_DATASOURCE.`,
    );
  }
  if (server.encoding !== 'UTF8') {
    throw new DatabaseRefused(
      'wrong-encoding',
      `The database has the encoding ${server.encoding}, and Innermost needs UTF8: create one with ENCODING 'UTF8' and move the data.`,
    );
  }
  if (server.schema === null) {
    throw new DatabaseRefused(
      'unknown-schema',
      'The search path of the database user names no schema that exists: create the schema, or correct the search_path.',
    );
  }
}
