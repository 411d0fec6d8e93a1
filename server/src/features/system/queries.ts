import type { Db } from '../../platform/db/database.ts';
import { hot } from '../../platform/db/hot.ts';

const values = hot<{ name: string; value: string }>(
  `SELECT name, coalesce(value, '') AS value FROM systems WHERE name = ANY($1::text[])`,
);
const upsert = hot<never>(
  `INSERT INTO systems (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
);
const schemaVersion = hot<{ version: number }>(`SELECT coalesce(max(version), 0) AS version FROM db_migrations`);
const one = hot<never>(`SELECT 1`);

/** Rows of `systems` by name; those that do not exist are absent. */
export async function systemValues(db: Db, names: readonly string[]): Promise<Map<string, string>> {
  return new Map((await values.run(db, [names])).map(({ name, value }) => [name, value]));
}

export async function setSystemValue(db: Db, name: string, value: string): Promise<void> {
  await upsert.run(db, [name, value]);
}

/** The number of the last migration, as clients are told it. */
export async function lastMigration(db: Db): Promise<number> {
  return (await schemaVersion.run(db, []))[0]?.version ?? 0;
}

export async function touchDatabase(db: Db): Promise<void> {
  await one.run(db, []);
}
