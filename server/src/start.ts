/** From the environment to a server that listens, and back down again on a signal. */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { destination, pino, type Logger } from 'pino';
import { createApp, type App } from './app.ts';
import { systemClock } from './platform/clock.ts';
import { openConfigStore, type ConfigStore } from './platform/config/config-store.ts';
import { databaseConfig } from './platform/config/drivers/database.ts';
import { fileConfig } from './platform/config/drivers/file.ts';
import type { Environment } from './platform/config/environment.ts';
import { describeDatabaseError } from './platform/db/database-error.ts';
import { openDatabase, type Database } from './platform/db/database.ts';
import { migrate } from './platform/db/migrate.ts';
import { acquireWriterLock, type WriterLock } from './platform/db/writer-lock.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './platform/embedded-postgres/embedded-postgres.ts';

import { StartupError } from './platform/startup-error.ts';

export interface RunningServer {
  /** Where a browser on this machine finds it. */
  readonly address: string;
  readonly app: App;
  readonly log: Logger;
  /** Resolves when everything is down; at most about 10 s. */
  stop(): Promise<void>;
  /** Called when the server cannot go on. */
  onFatal(listener: (error: StartupError) => void): void;
}

const webDir = fileURLToPath(new URL('../../web/dist', import.meta.url));
const connections = 16;

/** Takes down what was put up so far, newest first, each step with its own fault tolerance. */
class Undo {
  readonly #steps: (() => Promise<void> | void)[] = [];
  add(step: () => Promise<void> | void): void {
    this.#steps.push(step);
  }
  async run(log: Logger): Promise<void> {
    for (const step of this.#steps.splice(0).toReversed()) {
      try {
        await step();
      } catch (error) {
        log.warn({ err: error }, 'a part of the server did not stop cleanly');
      }
    }
  }
}

async function openStore(
  environment: Environment,
  database: Database,
  adopted: boolean,
  log: Logger,
): Promise<ConfigStore> {
  const driver = environment.configFile
    ? fileConfig({ path: environment.configFile })
    : databaseConfig(database, systemClock);
  return openConfigStore({ driver, variables: environment.variables, log, adopted });
}

/** `:8065` and `0.0.0.0:8065` listen everywhere, `127.0.0.1:8065` on one address. */
export function parseListenAddress(text: string): { host: string | undefined; port: number } {
  const match = /^(?:\[([^\]]+)\]|([^:]*)):(\d{1,5})$/.exec(text.trim());
  const port = Number(match?.[3]);
  if (!match || port > 65_535)
    throw new StartupError(
      `The listen address "${text}" is not of the form host:port; correct MM_SERVICESETTINGS_LISTENADDRESS.`,
    );
  return { host: (match[1] ?? match[2]) || undefined, port };
}

function listenError(error: unknown, address: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE')
    return new StartupError(
      `The address ${address} is taken by another program; stop that program or choose another address with MM_SERVICESETTINGS_LISTENADDRESS (for example ":8066").`,
    );
  if (code === 'EACCES')
    return new StartupError(
      `This user may not listen on ${address}; choose a port above 1023 with MM_SERVICESETTINGS_LISTENADDRESS.`,
    );
  if (code === 'EADDRNOTAVAIL')
    return new StartupError(`This machine has no address ${address}; correct MM_SERVICESETTINGS_LISTENADDRESS.`);
  return error;
}

export async function startServer(environment: Environment): Promise<RunningServer> {
  const log = pino({ level: 'info' }, destination(2));
  const undo = new Undo();
  const fatal: ((error: StartupError) => void)[] = [];
  const fail = (error: StartupError) => fatal.forEach((listener) => listener(error));
  const dataDir = resolve(environment.dataDir);
  let url = environment.dataSource;
  try {
    if (url === undefined) {
      const embedded: EmbeddedPostgres = await startEmbeddedPostgres({ dataDir, log });
      undo.add(() => embedded.stop());
      embedded.onExit(fail);
      url = embedded.url;
    }
    const database = openDatabase({
      url,
      maxConnections: connections,
      onError: (error) => log.warn({ err: error }, 'a database connection broke'),
    });
    undo.add(() => database.close());
    const lock: WriterLock = await acquireWriterLock(url, {
      onTaken: (error) => fail(new StartupError(error.message)),
    });
    undo.add(() => lock.release());
    const { found, capabilities } = await migrate(database, {
      now: systemClock.now(),
      log: { info: (text) => log.info(text) },
    });
    const config = await openStore(environment, database, found === 'a foreign database', log);
    undo.add(() => config.close());
    const app = await createApp({ database, capabilities, config, clock: systemClock, log, dataDir, webDir });
    undo.add(() => app.close());
    const listenAddress = config.current().ServiceSettings.ListenAddress;
    const { host, port } = parseListenAddress(listenAddress);
    const actual = await app.listen(host, port).catch((error: unknown) => {
      throw listenError(error, listenAddress);
    });
    const shownHost =
      host === undefined || host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
    return {
      address: `http://${shownHost}:${actual}`,
      app,
      log,
      stop: () => undo.run(log),
      onFatal: (listener) => void fatal.push(listener),
    };
  } catch (error) {
    await undo.run(log);
    if (error instanceof StartupError) throw error;
    const described = describeDatabaseError(error, url);
    if (described.reason !== 'unknown') throw new StartupError(described.sentence);
    throw error;
  }
}
