/** The long-lived things that endpoints use. Each is made once, in app.ts. */
import type { Directory } from '../access/directory.ts';
import type { Sessions } from '../access/sessions.ts';
import type { Clock } from '../platform/clock.ts';
import type { Config, ConfigPatch } from '../platform/config/config.ts';
import type { Capabilities } from '../platform/db/capabilities.ts';
import type { Database, Db } from '../platform/db/database.ts';
import type { Lanes } from '../platform/lanes.ts';
import type { Emission } from '../realtime/audience.ts';
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
  /** Called after each change; returns how to stop. */
  onChange(listener: (config: Config, before: Config) => void): () => void;
}

/** What endpoints ask of the hub; `realtime` does it. Membership changes are told after their commit. */
export interface Realtime {
  /** Synchronous; the order is kept. */
  publish(emissions: readonly Emission[]): void;
  joinedChannel(userId: string, channelId: string): void;
  leftChannel(userId: string, channelId: string): void;
  joinedTeam(userId: string, teamId: string): void;
  leftTeam(userId: string, teamId: string): void;
  /** Memberships changed in a way that was not told: they are read again, and events wait until then. */
  membershipsUnknown(userId: string): void;
  sessionsRevoked(sessionIds: readonly string[]): void;
  /** The person's system roles are others now. */
  rolesChanged(userId: string, roles: { is_admin: boolean; is_guest: boolean }): void;
  /** The person did something in this session: keeps its sockets from counting as idle. */
  userActive(userId: string, sessionId: string): void;
  /** Memberships changed in a way that was not told: everybody's are read again, and events wait until then. */
  membershipsUnknown(): void;
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
}

export interface Services {
  readonly config: Configuration;
  readonly database: Database;
  /** What the database at hand can hold. */
  readonly capabilities: Capabilities;
  readonly directory: Directory;
  readonly sessions: Sessions;
  readonly hub: Realtime;
  readonly lanes: Lanes;
  readonly jobs: Jobs;
  readonly log: Logger;
  readonly clock: Clock;
  /** Folder of local files: database, uploads. */
  readonly dataDir: string;
}

const serverOf = new WeakMap<Services, Services>();

/**
 * The services as a transaction has them: `database.db` is the transaction, and the directory reads what it lacks
 * there. So nothing that is given them takes a second connection, or sees less than its own writes.
 */
export function servicesWithin(services: Services, tx: Db): Services {
  const only = (): never => {
    throw new Error('a transaction begun inside a transaction');
  };
  const whole = wholeServer(services);
  const within: Services = {
    ...whole,
    database: { ...whole.database, db: tx, transaction: only, inTurn: only },
    directory: whole.directory.within(tx),
  };
  serverOf.set(within, whole);
  return within;
}

/** For what goes on after a transaction, or apart from it: the services of the server. */
export const wholeServer = (services: Services): Services => serverOf.get(services) ?? services;

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
