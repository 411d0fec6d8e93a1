/** The composition root: makes every long-lived thing once, and takes it down in the opposite order. */
import type { Logger } from 'pino';
import { KeptDirectory } from './access/directory.ts';
import { Sessions, type SessionSettings } from './access/sessions.ts';
import { startAreas } from './area/start-areas.ts';
import { areas, jobs } from './registry.ts';
import type { Message } from './work/message.ts';
import { distrust, receiver } from './work/receive.ts';
import type { WholeServer } from './work/services.ts';
import { connectSubscribers } from './features/after.ts';
import { forgetting } from './features/forget.ts';
import { presence } from './features/status/index.ts';
import { createJobRunner, jobsOf } from './jobs/create-runner.ts';
import type { AnyJob } from './jobs/job.ts';
import { realtimeDependencies } from './realtime-wiring.ts';
import { createHub } from './realtime/hub.ts';
import { createSocketServer, createWebServer } from './web-server.ts';
import { noBus } from './platform/bus/drivers/none.ts';
import type { Clock } from './platform/clock.ts';
import type { ConfigStore } from './platform/config/config-store.ts';
import type { Capabilities } from './platform/db/capabilities.ts';
import type { Database } from './platform/db/database.ts';
import { Fetcher, type FetchSettings } from './platform/fetch/fetcher.ts';
import type { Resolve } from './platform/fetch/guard.ts';
import { keepSwept, openFileStore } from './platform/files/open-store.ts';
import type { JobRunner } from './platform/jobs/runner.ts';
import { Lanes } from './platform/lanes.ts';
import type { HttpServer } from './platform/http/server.ts';
import { loadStaticFiles } from './platform/http/static-files.ts';
import { Pictures } from './platform/pictures/pictures.ts';
import { createMetrics, type Metrics } from './platform/metrics/metrics.ts';

export interface AppOptions {
  database: Database;
  capabilities: Capabilities;
  config: ConfigStore;
  clock: Clock;
  log: Logger;
  /** Folder of local files, unless the configuration names another. */
  dataDir: string;
  /** Names of hosts that are called for others; tests pass their own. */
  resolve?: Resolve | undefined;
  /** Folder of the built web client. */
  webDir: string;
  /** No other server of ours works on this database: jobs that are noted as running were left by a crash. */
  alone?: boolean;
  /** For tests: jobs beside those of the registry. */
  moreJobs?: readonly AnyJob[];
}

export interface App {
  readonly services: WholeServer;
  readonly metrics: Metrics;
  readonly jobs: JobRunner;
  /** Resolves to the port. `host` undefined: all addresses. */
  listen(host: string | undefined, port: number): Promise<number>;
  /** On a Unix socket, where the operator needs no account. StartupError when it cannot be opened. */
  listenOn(path: string, kind: 'local' | 'control'): Promise<void>;
  /** Nothing that is remembered is believed any more, and every client starts anew. */
  readAnew(): Promise<void>;
  /** Stops accepting, finishes requests, closes sockets, writes what was collected. The database stays open. */
  close(): Promise<void>;
}

const hour = 3_600_000;
/** Collected session times are written this often, in ms. */
const flushEvery = 10_000;
/** ms that running jobs have when the server stops; then they are told to, and handed back. */
const jobPatience = 4_000;

function sessionRules(config: ConfigStore): SessionSettings {
  const settings = config.current().ServiceSettings;
  return {
    lengths: {
      web: settings.SessionLengthWebInHours * hour,
      mobile: settings.SessionLengthMobileInHours * hour,
      sso: settings.SessionLengthSSOInHours * hour,
    },
    extendWithActivity: settings.ExtendSessionLengthWithActivity,
    idleTimeout: settings.SessionIdleTimeoutInMinutes * 60_000,
    allowPersonalTokens: settings.EnableUserAccessTokens,
  };
}

function fetchRules(config: ConfigStore): FetchSettings {
  const { AllowedUntrustedInternalConnections, EnableInsecureOutgoingConnections } = config.current().ServiceSettings;
  return { allowed: AllowedUntrustedInternalConnections, acceptAnyCertificate: EnableInsecureOutgoingConnections };
}

function pictureRules(config: ConfigStore) {
  const { MaxImageResolution, MaxImageDecoderConcurrency } = config.current().FileSettings;
  return { pixels: MaxImageResolution, atOnce: MaxImageDecoderConcurrency };
}

/** Answers how to stop. */
function keepFlushed(sessions: Sessions, log: Logger): () => void {
  const timer = setInterval(() => {
    sessions.flush().catch((error: unknown) => log.warn({ err: error }, 'session times could not be written'));
  }, flushEvery);
  return () => clearInterval(timer);
}

/** The hub and the services know each other: it asks for them when the first socket comes. */
const hubOf = (services: () => WholeServer) => createHub(realtimeDependencies(services, () => presence(services())));

function metricsOf(database: Database, hub: ReturnType<typeof createHub>, runner: JobRunner): Metrics {
  return createMetrics({
    roundTrips: () => database.roundTrips(),
    openSockets: () => hub.stats().sockets,
    connectedUsers: () => hub.stats().users,
    deliveries: () => hub.stats().deliveries,
    waitingFrames: () => hub.stats().waiting,
    droppedConnections: () => hub.stats().dropped,
    jobRuns: () => runner.counts,
    jobQueue: () => runner.levels(),
    arrivingConnections: () => hub.stats().arriving,
    signedInConnections: () => hub.stats().active,
    absentConnections: () => hub.stats().inactive,
    channelsWithPeople: () => hub.stats().channels,
  });
}

/** Opens the store of files by today's settings, with the driver that is asked for. */
function openerOfFiles({ config, dataDir, clock, log }: AppOptions): WholeServer['openFiles'] {
  return (driver) => openFileStore({ config: config.current(), driver, dataDir, clock, log });
}

export async function createApp(options: AppOptions): Promise<App> {
  const allJobs = [...jobs, ...(options.moreJobs ?? [])];
  const { database, config, clock, log } = options;
  const directory = new KeptDirectory(database.db);
  await Promise.all([directory.reloadRoles(), directory.emoji.reload()]);
  const sessions = new Sessions(database.db, clock, () => sessionRules(config));
  const fetcher = new Fetcher({ settings: () => fetchRules(config), resolve: options.resolve });
  const openFiles = openerOfFiles(options);
  const files = await openFiles(config.current().FileSettings.DriverName);
  const pictures = new Pictures({ settings: () => pictureRules(config) });
  const hub = hubOf(() => services);
  const bus = noBus<Message>();
  const services: WholeServer = {
    config,
    database,
    capabilities: options.capabilities,
    directory,
    sessions,
    hub,
    bus,
    lanes: new Lanes(),
    jobs: jobsOf(() => runner, allJobs),
    log,
    clock,
    files,
    pictures,
    openFiles,
    fetcher,
  };
  bus.receive(receiver(services, forgetting));
  connectSubscribers(services);
  const runner = createJobRunner(services, allJobs, options.alone ?? false);
  const metrics = metricsOf(database, hub, runner);
  const web = createWebServer(services, await loadStaticFiles(options.webDir), metrics);
  hub.attach(web.server);
  const stopFlushing = keepFlushed(sessions, log);
  const stopSweeping = keepSwept(files, log);
  const sockets: HttpServer[] = [];
  const stopAreas = await startAreas(areas, services);
  await runner.start();
  return {
    services,
    metrics,
    jobs: runner,
    listen: (host, port) => web.listen(host, port),
    async listenOn(path, kind) {
      const server = createSocketServer(services, metrics, kind);
      await server.listenOn(path);
      sockets.push(server);
    },
    readAnew: () => distrust(services),
    async close() {
      stopFlushing();
      stopSweeping();
      // Alongside the requests that are under way.
      const rested = runner.stop(jobPatience);
      const settled = sockets.map((server) => server.close());
      // Nobody new is let in from here on: who lost a socket would come back to it.
      const answered = web.close();
      await hub.close();
      await answered;
      await Promise.all(settled);
      await rested;
      await stopAreas();
      await sessions.flush();
      await fetcher.close();
      await pictures.close();
      await files.close();
      await bus.close();
    },
  };
}
