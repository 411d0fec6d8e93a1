import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../platform/db/database.ts';
import { migrate } from '../platform/db/migrate.ts';
import { startEmbeddedPostgres } from '../platform/embedded-postgres/embedded-postgres.ts';
import { askingDatabase, type Ask } from './asking.ts';

/** For tools: a migrated database on a PostgreSQL of its own, gone afterwards. Takes some eight seconds. */
export async function onScratchDatabase<T>(use: (ask: Ask) => Promise<T>): Promise<T> {
  const quiet = () => undefined;
  const log = { debug: quiet, info: quiet, warn: console.warn, error: console.error };
  const dataDir = await mkdtemp(join(tmpdir(), 'innermost-scratch-'));
  const postgres = await startEmbeddedPostgres({ dataDir, log, disposable: true });
  try {
    const database = openDatabase({ url: postgres.url, maxConnections: 1 });
    await migrate(database, { now: Date.now(), log });
    await database.close();
    return await askingDatabase(postgres.url, use);
  } finally {
    await postgres.stop();
  }
}
