// The one place that opens connections to PostgreSQL.
import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient, type Transaction } from 'kysely';
import { type ClientBase, Pool, type PoolClient } from 'pg';
import { readConnectionUrl } from './connection-settings.ts';
import { Slots } from '../slots.ts';
import { wireNamesPlugin } from './names.ts';
import { type Answer, runNamed } from './prepared-query.ts';
import { bypassKysely, nameOfPrepared, type Send } from './prepared.ts';
import type { Schema } from './schema.gen.ts';
import { StatementWatch } from './statement-watch.ts';
import { connectWithTlsChoice } from './tls.ts';
import { reading, refuseInTransaction, transact } from './transaction.ts';

export type Db = Kysely<Schema>;
export type Tx = Transaction<Schema>;

export interface DatabaseOptions {
  /** As libpq reads it, `sslmode` and Unix sockets (`?host=/folder`) included. */
  url: string;
  /** `configure` may allow fewer. */
  maxConnections: number;
  /** For tests: a statement on the pool from inside a transaction rejects, instead of holding two connections. */
  strict?: boolean;
  /** Hears of connections that broke. The pool replaces them; nothing needs to be done. */
  onError?: (error: Error) => void;
}

export interface StatementSettings {
  /** Off for proxies that give each transaction another connection: statements are then sent without names. */
  named: boolean;
  /** How long a statement may take, in ms; then its connection is given up and the statement rejects. */
  patience: number;
  /** How many connections the operator grants; 0 for as many as this program wants. Fewer than four are too few. */
  connections: number;
}

export interface Database {
  readonly db: Db;
  /**
   * Commits when `run` resolves, rolls back when it rejects. Whatever happens, the connection goes back to the pool, or
   * is closed when it can no longer be trusted.
   */
  transaction<T>(run: (tx: Tx) => Promise<T>): Promise<T>;
  /**
   * What `read` gives, from one view of the database that it cannot change. Holds a connection until all is taken, or
   * until the taker ends it.
   */
  reading<T>(read: (tx: Db) => AsyncIterable<T>): AsyncGenerator<T>;
  /**
   * Runs `work`, which holds a connection for long and may need another for a moment, as soon as enough are free: what
   * holds all of them and waits for one more would wait forever. Undefined when too many wait already.
   */
  inTurn<T>(work: () => Promise<T>): Promise<T> | undefined;
  /** For statements from now on; at first they are named and may take as long as they need. */
  configure(settings: StatementSettings): void;
  /** Waits for running statements, then closes every connection. */
  close(): Promise<void>;
  /** How many statements (begin and commit included) were sent since the start. */
  roundTrips(): number;
}

/**
 * Two that hold one for a while, one for what each of them asks besides, one for all others: with fewer, these could
 * wait for each other forever.
 */
const fewestConnections = 4;

/** Of so many connections these may be held for long. */
const heldOf = (connections: number): number => Math.max(1, Math.floor(connections * 0.7));

/** Beyond this the caller is told that the server is busy. */
const maxWaitingTransactions = 10_000;

/** Opens no connection yet: the first statement does, and rejects when it cannot. Throws for a URL it cannot read. */
export function openDatabase(options: DatabaseOptions): Database {
  let sent = 0;
  let closed: Promise<void> | undefined;
  let named = true;
  const watch = new StatementWatch();
  const pool = lazyPool(options);
  const turns = new Slots(heldOf(options.maxConnections), maxWaitingTransactions);

  const send = (
    client: ClientBase,
    text: string,
    given: readonly unknown[],
    name = nameOfPrepared(text),
  ): Promise<Answer> => {
    sent += 1;
    const isNamed = named && name !== undefined;
    const answer = isNamed ? runNamed(client, name, text, given) : client.query<object>(text, given as unknown[]);
    return watch.during(client, answer);
  };

  const connect = (): Promise<PoolClient> => {
    if (options.strict) refuseInTransaction('a statement on the pool');
    return pool.connect();
  };

  const sendOnPool: Send = async ({ name, text }, values) => {
    const client = await connect();
    try {
      const { rows } = await send(client, text, values, name);
      return rows;
    } finally {
      client.release();
    }
  };

  const db = new Kysely<Schema>({
    dialect: new PostgresDialect({ pool: poolForKysely({ ...pool, connect }, send) }),
    plugins: [wireNamesPlugin],
  });
  bypassKysely(db, sendOnPool);

  return {
    db,
    transaction: (run) => transact(db, run),
    reading: (read) => reading(db, read),
    inTurn: (work) => turns.run(work),
    configure(settings) {
      named = settings.named;
      watch.patience = settings.patience;
      const granted = settings.connections > 0 ? Math.max(settings.connections, fewestConnections) : Infinity;
      const most = Math.min(granted, options.maxConnections);
      pool.resize(most);
      turns.resize(heldOf(most));
    },
    close: () => (closed ??= pool.end().finally(() => watch.close())),
    roundTrips: () => sent,
  };
}

interface LazyPool {
  connect(): Promise<PoolClient>;
  /** Connections beyond the new number are closed once they have been idle for long. */
  resize(maxConnections: number): void;
  end(): Promise<void>;
}

/** Which TLS mode the server accepts is only known after a first attempt, so the pool comes into being with it. */
function lazyPool({ url, maxConnections, onError }: DatabaseOptions): LazyPool {
  const settings = readConnectionUrl(url);
  let max = maxConnections;
  let pool: Pool | undefined;
  let opening: Promise<Pool> | undefined;
  let ended = false;

  async function open(): Promise<Pool> {
    const ssl = await connectWithTlsChoice(settings);
    const opened = new Pool({ ...settings.config, ssl, max, idleTimeoutMillis: 600_000 });
    // A connection that breaks while it is checked out reports to itself alone; unheard, that would end the process.
    // The farewell of a PostgreSQL that stops together with this server is no news.
    opened.on('connect', (client) => client.on('error', (error) => ended || onError?.(error)));
    opened.on('error', () => undefined);
    pool = opened;
    return opened;
  }

  async function connectFirst(): Promise<PoolClient> {
    opening ??= open();
    try {
      const opened = await opening;
      return await opened.connect();
    } finally {
      opening = undefined;
    }
  }

  return {
    connect: () => {
      if (ended) return Promise.reject(new Error('The database was closed.'));
      return pool ? pool.connect() : connectFirst();
    },
    resize: (most) => {
      max = most;
      if (pool) pool.options.max = most;
    },
    end: async () => {
      ended = true;
      await opening?.catch(() => undefined);
      await pool?.end();
    },
  };
}

type SendOnClient = (client: ClientBase, text: string, values: readonly unknown[]) => Promise<Answer>;

/** Kysely keeps its own state per client, so each connection has one wrapper for life. */
function poolForKysely(pool: LazyPool, send: SendOnClient): PostgresPool {
  const wrappers = new WeakMap<PoolClient, PostgresPoolClient>();
  return {
    options: {},
    connect: async () => {
      const client = await pool.connect();
      let wrapper = wrappers.get(client);
      if (wrapper === undefined) {
        wrapper = clientForKysely(client, send);
        wrappers.set(client, wrapper);
      }
      return wrapper;
    },
    end: () => pool.end(),
  };
}

function clientForKysely(client: PoolClient, send: SendOnClient): PostgresPoolClient {
  const query = (text: string, values: readonly unknown[]): Promise<unknown> => send(client, text, values);
  return {
    // Kysely would also send cursors this way, but only when its dialect is given a cursor class.
    query: query as PostgresPoolClient['query'],
    release: (destroy) => client.release(destroy),
  };
}
