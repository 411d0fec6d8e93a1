// Certificates and the like, which the peer's server keeps in the database together with its configuration.
import { sql } from 'kysely';
import type { Database, Db } from '../../db/database.ts';
import { createConfigurationTables } from '../../db/upstream/create.ts';
import { createInUpstreamSchema } from '../../db/upstream-schema.ts';

export interface KeptFile {
  readonly name: string;
  readonly data: string;
}

export async function filesIn(db: Db | undefined): Promise<KeptFile[]> {
  if (db === undefined) return [];
  const { rows } = await sql<{ found: boolean }>`SELECT to_regclass('configurationfiles') IS NOT NULL AS found`.execute(
    db,
  );
  if (rows[0]?.found !== true) return [];
  return db.selectFrom('configurationfiles').select(['name', 'data']).orderBy('name').execute();
}

/** Makes the tables of a configuration where they are missing, and puts the files into them. `now` in ms. */
export async function prepare(database: Database, files: readonly KeptFile[], now: number): Promise<void> {
  await database.transaction(async (tx) => {
    await createInUpstreamSchema(tx);
    await createConfigurationTables(tx);
    for (const { name, data } of files)
      await sql`INSERT INTO configurationfiles (name, data, createat, updateat) VALUES (${name}, ${data}, ${now}, ${now})
        ON CONFLICT (name) DO UPDATE SET data = excluded.data, updateat = excluded.updateat`.execute(tx);
  });
}
