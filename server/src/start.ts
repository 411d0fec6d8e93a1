/** From the environment to a server that listens, and back down again. */
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import { createApp, type App } from './app.ts';
import { beginSetup } from './features/sign-up/index.ts';
import { systemClock } from './platform/clock.ts';
import { openConfigStore, type ConfigStore } from './platform/config/config-store.ts';
import { databaseConfig } from './platform/config/drivers/database.ts';
import { fileConfig } from './platform/config/drivers/file.ts';
import type { Environment } from './platform/config/environment.ts';
import { readListenAddress } from './platform/config/listen-address.ts';
import { missingFiles } from './platform/config/next-start.ts';
import { valueAt } from './platform/config/tree.ts';
import { describeDatabaseError } from './platform/db/database-error.ts';
import { openDatabase, type Database } from './platform/db/database.ts';
import { checkServer, migrate } from './platform/db/migrate.ts';
import { acquireWriterLock } from './platform/db/writer-lock.ts';
import { openDataFolder } from './platform/embedded-postgres/data-folder.ts';
import { startEmbeddedPostgres } from './platform/embedded-postgres/embedded-postgres.ts';
import { openLog, type ServerLog } from './platform/log/log.ts';
import { giveMemoryBack } from './platform/memory.ts';
import { serveMetrics } from './platform/metrics/metrics-server.ts';
import { StartupError } from './platform/startup-error.ts';
import { transferDrainMs } from './web-server.ts';

export interface RunningServer {
  /** Where a browser on this machine finds it. */
  readonly address: string;
  /** Where the first account is made, with the setup token; undefined when there is one or none is needed. */
  readonly setupAddress: string | undefined;
  /** How long a stop may wait for uploads and downloads that are under way, in ms. */
  drainMs(): number;
  /** Resolves when everything is down: within about 10 s, and `drainMs` more while something is transferred. */
  stop(): Promise<void>;
}

const webDir = fileURLToPath(new URL('../../web/dist', import.meta.url));
/** More than these only wait for each other on machines of the usual size; `SqlSettings.MaxOpenConns` may grant fewer. */
const mostConnections = 16;

/** What was put up so far, taken down newest first; a step that fails does not keep the others from running. */
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

interface Start {
  readonly environment: Environment;
  readonly dataDir: string;
  readonly output: ServerLog;
  readonly log: Logger;
  readonly undo: Undo;
  /** The server cannot go on. */
  readonly fail: (error: StartupError) => void;
}

/** What the environment names, or a `config.json`: there it stands in an installation that is taken over. */
async function givenDatabase({ dataSource, configFile }: Environment): Promise<string | undefined> {
  if (dataSource !== undefined || configFile === undefined) return dataSource;
  const named = valueAt(await fileConfig({ path: configFile }).load(), ['SqlSettings', 'DataSource']);
  return typeof named === 'string' && named !== '' ? named : undefined;
}

/** The given database, or the embedded one over the data folder. */
async function findDatabase({ environment, dataDir, log, undo, fail }: Start): Promise<string> {
  const given = await givenDatabase(environment);
  if (given !== undefined) {
    // Files and logs go there all the same.
    await openDataFolder(dataDir);
    return given;
  }
  const embedded = await startEmbeddedPostgres({ dataDir, log });
  undo.add(() => embedded.stop());
  embedded.onExit(fail);
  return embedded.url;
}

async function openConfig(
  { environment, dataDir, output, log, undo }: Start,
  database: Database,
  adopted: boolean,
): Promise<ConfigStore> {
  const driver = environment.configFile
    ? fileConfig({ path: environment.configFile })
    : databaseConfig(database, systemClock);
  const paths = { dataDir, allowed: environment.allowedDirs };
  const places = { database, configFile: environment.configFile, clock: systemClock };
  const config = await openConfigStore({ driver, variables: environment.variables, log, adopted, paths, places });
  undo.add(() => config.close());
  const configureLog = () => output.configure(config.current().LogSettings, config.overrides());
  const configureDatabase = () => {
    const { InnermostSettings, SqlSettings } = config.current();
    const seconds = SqlSettings.QueryTimeout > 0 ? SqlSettings.QueryTimeout : Infinity;
    database.configure({
      named: InnermostSettings.NamePreparedStatements,
      patience: seconds * 1000,
      connections: SqlSettings.MaxOpenConns,
    });
  };
  configureLog();
  configureDatabase();
  config.onChange(configureLog);
  config.onChange(configureDatabase);
  return config;
}

function listenError(error: unknown, address: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  const remedy = 'choose another address with MM_SERVICESETTINGS_LISTENADDRESS (for example ":8066")';
  if (code === 'EADDRINUSE')
    return new StartupError(`The address ${address} is taken by another program; stop that program or ${remedy}.`);
  if (code === 'EACCES') return new StartupError(`This user may not listen on ${address}; ${remedy}.`);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new StartupError(`This machine has no address ${address}; ${remedy}.`);
  return code === undefined ? error : new StartupError(`The address ${address} cannot be used (${code}); ${remedy}.`);
}

/** Files that the configuration names and that are not there stop the start, with the key. */
function refuseMissingFiles(config: ConfigStore): void {
  const [missing] = missingFiles(config.current());
  if (missing) throw new StartupError(missing.sentence);
}

async function listen(app: App, config: ConfigStore, log: Logger): Promise<string> {
  const { ConnectionSecurity, ListenAddress: setting } = config.current().ServiceSettings;
  if (ConnectionSecurity !== '')
    log.warn(
      'ServiceSettings.ConnectionSecurity asks for TLS, but this server speaks plain HTTP: put a proxy that speaks HTTPS before it.',
    );
  const { host, port } = readListenAddress(setting, 'ServiceSettings.ListenAddress');
  try {
    const actual = await app.listen(host, port);
    const isEvery = host === undefined || host === '0.0.0.0' || host === '::';
    return `http://${isEvery ? 'localhost' : host.includes(':') ? `[${host}]` : host}:${actual}`;
  } catch (error) {
    throw listenError(error, setting);
  }
}

async function serveMetricsIfAsked(app: App, config: ConfigStore, undo: Undo): Promise<void> {
  const { Enable, ListenAddress } = config.current().MetricsSettings;
  if (!Enable) return;
  const metrics = await serveMetrics(
    app.metrics.registry,
    readListenAddress(ListenAddress, 'MetricsSettings.ListenAddress'),
  );
  undo.add(() => metrics.close());
}

/** Ours always, upstream's where it is switched on. Only the latter was asked for, so only it stops the start. */
async function listenOnSockets(app: App, config: ConfigStore, { dataDir, log }: Pick<Start, 'dataDir' | 'log'>) {
  try {
    await app.listenOn(join(dataDir, 'innermost.sock'), 'control');
  } catch (error) {
    if (!(error instanceof StartupError)) throw error;
    log.warn(`innermost reaches this server by its address only: ${error.message}`);
  }
  const { EnableLocalMode, LocalModeSocketLocation } = config.current().ServiceSettings;
  if (EnableLocalMode) await app.listenOn(LocalModeSocketLocation, 'local');
}

async function bringUp(start: Start, url: string): Promise<Omit<RunningServer, 'stop'>> {
  const { dataDir, environment, log, undo, fail } = start;
  const onError = (error: Error) => log.warn({ err: error }, 'a database connection broke');
  const database = openDatabase({ url, maxConnections: mostConnections, onError });
  undo.add(() => database.close());
  await checkServer(database.db);
  let running: App | undefined;
  const lock = await acquireWriterLock(url, {
    onLost: (error) => log.warn({ err: error }, 'the writer lock was lost; it is being taken again'),
    // Another server may have written meanwhile.
    onRegained: () => void running?.readAnew(),
    onTaken: (error) => fail(new StartupError(error.message)),
  });
  undo.add(() => lock.release());
  const { adopted, capabilities } = await migrate(database, { now: systemClock.now(), log });
  const config = await openConfig(start, database, adopted);
  refuseMissingFiles(config);
  const app = await createApp({
    database,
    capabilities,
    config,
    clock: systemClock,
    log,
    dataDir,
    webDir,
    alone: true,
  });
  running = app;
  undo.add(() => app.close());
  await serveMetricsIfAsked(app, config, undo);
  const memory = giveMemoryBack();
  undo.add(() => memory.close());
  await listenOnSockets(app, config, { dataDir, log });
  const setupToken = await beginSetup(app.services, { isOpen: environment.openSetup });
  const address = await listen(app, config, log);
  const site = (config.current().ServiceSettings.SiteURL || address).replace(/\/+$/, '');
  return {
    address,
    setupAddress: setupToken && `${site}/#setup=${setupToken}`,
    drainMs: () => transferDrainMs(config.current()),
  };
}

/**
 * Throws StartupError, one sentence with cause and remedy, for everything the operator can mend. `onFatal` is called
 * when the server cannot go on later; it is then for the caller to stop it.
 */
export async function startServer(
  environment: Environment,
  onFatal: (error: StartupError) => void,
): Promise<RunningServer> {
  const dataDir = resolve(environment.dataDir);
  const output = openLog({ dataDir });
  const { log } = output;
  const undo = new Undo();
  const stop = async (): Promise<void> => {
    await undo.run(log);
    await output.close();
  };
  let url = environment.dataSource;
  try {
    const start = { environment, dataDir, output, log, undo, fail: onFatal };
    url = await findDatabase(start);
    return { ...(await bringUp(start, url)), stop };
  } catch (error) {
    await stop();
    if (error instanceof StartupError) throw error;
    const { reason, sentence } = describeDatabaseError(error, url);
    throw reason === 'unknown' ? error : new StartupError(sentence);
  }
}
