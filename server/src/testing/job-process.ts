// A process that runs jobs of its own for tests that kill it. Its arguments are the address of the database and a folder
// for its files. What a job did is in the table `effects`. It says `ready`, and stops cleanly on SIGTERM.
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { sql } from 'kysely';
import { z } from 'zod';
import { createApp } from '../app.ts';
import { job } from '../jobs/job.ts';
import { systemClock } from '../platform/clock.ts';
import { openConfigStore } from '../platform/config/config-store.ts';
import { memoryConfig } from '../platform/config/drivers/memory.ts';
import { openDatabase } from '../platform/db/database.ts';
import { migrate } from '../platform/db/migrate.ts';

const numbered = z.object({ n: z.number() });

/** Its effect is in its transaction. */
export const once = job('test-once', {
  args: numbered,
  async run({ db }, { n }) {
    await sql`INSERT INTO effects (name, n) VALUES ('once', ${n})`.execute(db);
    await sleep(2);
  },
});

/** Its effect is out of reach of the transaction; it says that it must not be repeated. */
export const atMostOnce = job('test-at-most-once', {
  args: numbered,
  retry: { attempts: 1 },
  transaction: 'none',
  because: 'it stands for a call of another server',
  async run({ db }, { n }) {
    await sql`INSERT INTO effects (name, n) VALUES ('at most once', ${n})`.execute(db);
    await sleep(2);
  },
});

if (import.meta.main) {
  const [url = '', dataDir = ''] = process.argv.slice(2);
  const log = pino({ level: 'silent' });
  const database = openDatabase({ url, maxConnections: 10 });
  const { capabilities } = await migrate(database, { now: systemClock.now(), log: { info: () => undefined } });
  const config = await openConfigStore({ driver: memoryConfig(), variables: {}, log });
  const options = { database, capabilities, config, clock: systemClock, log, dataDir, webDir: '/nowhere' };
  const app = await createApp({ ...options, alone: true, moreJobs: [once, atMostOnce] });
  console.log('ready');
  process.once('SIGTERM', () => void app.close().then(() => process.exit(0)));
}
