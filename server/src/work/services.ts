/** The long-lived things that endpoints use. Each is made once, in app.ts. */
import type { Directory, KeptDirectory } from '../access/directory.ts';
import type { Sessions } from '../access/sessions.ts';
import type { Clock } from '../platform/clock.ts';
import type { Config, ConfigPatch } from '../platform/config/config.ts';
import type { Capabilities } from '../platform/db/capabilities.ts';
import type { Bus } from '../platform/bus/bus.ts';
import type { Database, Db } from '../platform/db/database.ts';
import type { Fetcher } from '../platform/fetch/fetcher.ts';
import type { FileStore } from '../platform/files/store.ts';
import type { Queueable } from '../platform/jobs/queue.ts';
import type { Lanes } from '../platform/lanes.ts';
import type { Pictures } from '../platform/pictures/pictures.ts';
import type { Hub } from '../realtime/hub.ts';
import type { Message } from './message.ts';
import type { Logger } from 'pino';

/** What endpoints ask of the configuration; `platform/config` keeps it. */
export interface Configuration {
  current(): Config;
  /** `Section.Key` of every setting that the environment fixes. */
  overrides(): ReadonlySet<string>;
  /**
   * Refuses values that are not allowed, and settings that the environment fixes, with errors that name them. In the
   * `whole` configuration the latter are left as they are.
   */
  update(patch: ConfigPatch, how: { by: string; whole?: boolean }): Promise<Config>;
  /** Copies a stored configuration from one place to another. Rejects with `ConfigPlaceError`. */
  migrate(from: string, to: string): Promise<void>;
  /** Reads again what is stored, after another process has changed it. */
  reload(): Promise<void>;
  /** Called after each change; returns how to stop. */
  onChange(listener: (config: Config, before: Config) => void): () => void;
}

/** What is asked of the hub. What it hears of, it hears over the bus. */
export interface Realtime {
  /** The person did something in this session: keeps its sockets from counting as idle. */
  userActive(userId: string, sessionId: string): void;
  /** How many there are in this process. */
  openSockets(): number;
  /** True while the person has at least one socket. */
  isConnected(userId: string): boolean;
}

/** What works ask of the runner of jobs of this process. */
export interface Jobs {
  /** Something was queued and is committed; `dueAt` in ms since 1970, 0 for at once. */
  wake(dueAt: number): void;
  /** Tells the job to stop if it runs in this process. */
  stopJob(id: number): void;
  /** Of every job that this version knows. */
  readonly names: readonly string[];
  /** The one that the API shows as this type, if there is one. */
  shownAs(type: string): Queueable<unknown> | undefined;
}

/** There is no database among them: whoever wants it begins a work. */
export interface Services {
  readonly config: Configuration;
  /** What the database at hand can hold. */
  readonly capabilities: Capabilities;
  readonly directory: Directory;
  readonly sessions: Sessions;
  readonly hub: Realtime;
  /** Works send on it what they changed and say; nobody else does. */
  readonly bus: Bus<Message>;
  readonly lanes: Lanes;
  readonly jobs: Jobs;
  readonly log: Logger;
  readonly clock: Clock;
  /** Holds what people upload, and pictures. */
  readonly files: FileStore;
  /** Decodes pictures; nothing else may. */
  readonly pictures: Pictures;
  /** The store of a driver by its settings, whichever is in use; StartupError where they are wrong. To be closed. */
  openFiles(driver: FileStore['driver']): Promise<FileStore>;
  /** Calls whatever somebody else named. Nothing else may. */
  readonly fetcher: Fetcher;
}

/** The services as the composition root made them. */
export interface WholeServer extends Services {
  readonly database: Database;
  readonly directory: KeptDirectory;
  readonly hub: Hub;
}

const serverOf = new WeakMap<Services, WholeServer>();

/** The services as a transaction has them: the directory reads what it lacks there, and sees what the work has written. */
export function servicesWithin(services: Services, tx: Db): Services {
  const { database: _, ...whole } = wholeServer(services);
  const within: Services = { ...whole, directory: whole.directory.within(tx) };
  serverOf.set(within, wholeServer(services));
  return within;
}

/** For what goes on after a transaction, or apart from it. Only `work` and the composition root reach the database so. */
export const wholeServer = (services: Services): WholeServer =>
  // Services are either those of a transaction, which are noted, or those that the composition root made.
  serverOf.get(services) ?? (services as WholeServer);

export const isInTransaction = (services: Services): boolean => serverOf.has(services);

/**
 * Something long-lived that one area keeps per server (a writer, an index): made on first use and found again
 * by every later call. So an area's state stays in its folder, and a test's server has its own.
 */
export function perServer<T>(make: (services: Services) => T): (services: Services) => T {
  const made = new WeakMap<Services, { value: T }>();
  return (services) => {
    const server = wholeServer(services);
    const known = made.get(server);
    if (known) return known.value;
    const value = make(server);
    made.set(server, { value });
    return value;
  };
}
