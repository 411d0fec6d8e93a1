/** The real server over HTTP and WebSocket on a database of its own, for one test file. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll } from 'vitest';
import { createApp, type App } from '../app.ts';
import { systemClock, type Clock } from '../platform/clock.ts';
import type { AnyJob } from '../jobs/job.ts';
import type { Queueable, QueueOptions } from '../platform/jobs/queue.ts';
import { work } from '../work/work.ts';
import type { ConfigPatch } from '../platform/config/config.ts';
import { openConfigStore } from '../platform/config/config-store.ts';
import { memoryConfig } from '../platform/config/drivers/memory.ts';
import { migrate } from '../platform/db/migrate.ts';
import { openDatabase, type Database } from '../platform/db/database.ts';
import type { Resolve } from '../platform/fetch/guard.ts';
import { hashWithIterations } from '../platform/passwords/passwords.ts';
import { createTestDatabase } from './database.ts';
import { makeFactories, type Factories } from './factories.ts';
import { listen, type Listener } from './listen.ts';
import type { Person } from './person.ts';

export interface TestServer {
  readonly url: string;
  readonly app: App;
  readonly database: Database;
  readonly databaseUrl: string;
  readonly make: Factories;
  /** Opens a socket for the person and collects what arrives. */
  listen(person: Person): Promise<Listener>;
  configure(patch: ConfigPatch): Promise<void>;
  /** Queues a job as a work does. */
  queue<Args>(job: Queueable<Args>, args: Args, options?: QueueOptions): Promise<void>;
  /** Runs every job that may run now, and what they queue. */
  runJobsToEmpty(): Promise<void>;
  /** Both. */
  runJob<Args>(job: Queueable<Args>, args: Args): Promise<void>;
  /** After the database was changed behind the server's back: everything is read anew. */
  forgetEverything(): Promise<void>;
}

export interface TestServerOptions {
  config?: ConfigPatch;
  clock?: Partial<Clock>;
  webDir?: string;
  /** Beside those of the registry. */
  jobs?: readonly AnyJob[];
  /** The server's environment: settings it fixes, as `MM_SECTION_KEY`. */
  variables?: Record<string, string>;
  /** What names of hosts lead to where the server calls somebody else's address; see `hostile-addresses.ts`. */
  resolve?: Resolve;
  /** When to stop: after the file's last test, unless `onTestFinished` is given for a server of one test's own. */
  until?: (stop: () => Promise<void>) => void;
}

/** Called at the top of a file, it starts before the first test and stops after the last. */
export async function startServer(options: TestServerOptions = {}): Promise<TestServer> {
  hashWithIterations(1_000);
  const own = await createTestDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'innermost-data-'));
  const clock = { ...systemClock, ...options.clock };
  const log = pino({ level: process.env['INNERMOST_TEST_LOG'] ?? 'silent' });
  const database = openDatabase({ url: own.url, maxConnections: 10, strict: true });
  const { capabilities } = await migrate(database, { now: clock.now(), log: { info: () => {} } });
  const places = { database, configFile: undefined, clock };
  const config = await openConfigStore({ driver: memoryConfig(), variables: options.variables ?? {}, log, places });
  if (options.config) await config.update(options.config, { by: 'test' });
  const app = await createApp({
    database,
    capabilities,
    config,
    clock,
    log,
    dataDir,
    webDir: options.webDir ?? join(dataDir, 'no-web'),
    moreJobs: options.jobs ?? [],
    resolve: options.resolve,
  });
  const port = await app.listen('127.0.0.1', 0);
  const url = `http://127.0.0.1:${port}`;
  (options.until ?? afterAll)(async () => {
    await app.close();
    await config.close();
    await database.close();
    await own.drop();
    await rm(dataDir, { recursive: true, force: true });
  });
  const queue: TestServer['queue'] = (job, args, given) =>
    work(app.services, { lanes: [] }, (begun) => begun.job(job, args, given));
  return {
    url,
    app,
    database,
    databaseUrl: own.url,
    make: makeFactories(url),
    listen: (person) => listen(url, person),
    queue,
    runJobsToEmpty: () => app.jobs.toEmpty(),
    async runJob(job, args) {
      await queue(job, args);
      await app.jobs.toEmpty();
    },
    async forgetEverything() {
      const fact = { kind: 'everything', events_missed: false } as const;
      await app.services.bus.send({ facts: [fact], emissions: [], versions: {} });
    },
    async configure(patch) {
      await config.update(patch, { by: 'test' });
    },
  };
}
