// A server without a bus must be the only one that writes: its caches and the order of its events rest on that. The
// lock lives in a transaction on a connection of its own, and ends with it. The transaction keeps the connection its
// own where a proxy pools by transaction; having neither written nor a snapshot, it keeps nothing from being vacuumed.
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { advisoryLock } from './advisory-locks.ts';
import { readConnectionUrl } from './connection-settings.ts';
import { DatabaseRefused } from './database-error.ts';
import { findLockHolder, findPeer, type LockHolder } from './other-writers.ts';
import { connectWithTlsChoice } from './tls.ts';

export interface WriterLock {
  /** Lets go, so that another server may start at once. */
  release(): Promise<void>;
}

export interface WriterLockOptions {
  /** How long to wait for a server that is just ending; ms, 3,000 by default. */
  patience?: number;
  /** The connection broke, for instance because PostgreSQL restarts. The lock is being taken again meanwhile. */
  onLost?: (error: Error) => void;
  /** It was taken again. */
  onRegained?: () => void;
  /** Another server took it meanwhile: this one must stop writing, for good. */
  onTaken?: (error: DatabaseRefused) => void;
}

const betweenTries = 250;

/** Throws `DatabaseRefused` (`other-writer`), naming it, when ours or Mattermost's server writes to this database. */
export async function acquireWriterLock(url: string, options: WriterLockOptions = {}): Promise<WriterLock> {
  const ending = new AbortController();
  let held = await connectAndLock(url, { patience: options.patience ?? 3000 });
  watch();

  function watch(): void {
    let lost = false;
    const onEnd = (error: Error): void => {
      if (lost || ending.signal.aborted) return;
      lost = true;
      options.onLost?.(error);
      void regain();
    };
    held.client.on('error', onEnd);
    held.client.on('end', () => onEnd(new Error('The connection that holds the writer lock was closed.')));
  }

  async function regain(): Promise<void> {
    while (!ending.signal.aborted) {
      try {
        held = await connectAndLock(url, { patience: 0, formerly: held.holder });
        if (ending.signal.aborted) return await letGo(held.client);
        watch();
        return options.onRegained?.();
      } catch (error) {
        if (error instanceof DatabaseRefused) return options.onTaken?.(error);
        await sleep(betweenTries, undefined, { ref: false });
      }
    }
  }

  return {
    release: async () => {
      ending.abort();
      // A connection that hangs would not answer the farewell.
      await Promise.race([letGo(held.client), sleep(1000, undefined, { ref: false })]);
    },
  };
}

interface HeldLock {
  client: Client;
  holder: LockHolder | undefined;
}

interface Attempt {
  patience: number;
  /** The broken connection on which this process had the lock; the server may not know yet that it broke. */
  formerly?: LockHolder | undefined;
}

/** The end of the connection would do, but for proxies that keep theirs. */
async function letGo(client: Client): Promise<void> {
  await client.query('ROLLBACK').catch(() => undefined);
  await client.end().catch(() => undefined);
}

async function connectAndLock(url: string, attempt: Attempt): Promise<HeldLock> {
  const settings = readConnectionUrl(url);
  const ssl = await connectWithTlsChoice(settings);
  const client = new Client({ ...settings.config, ssl, application_name: 'innermost writer', query_timeout: 10_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return { client, holder: await takeLock(client, attempt) };
  } catch (error) {
    await letGo(client);
    throw error;
  }
}

/** Returns itself as others see it. */
async function takeLock(client: Client, { patience, formerly }: Attempt): Promise<LockHolder | undefined> {
  for (let waited = 0; ; waited += betweenTries) {
    if (await tryLock(client)) {
      // What is looked at is locked against changes of its form until the transaction ends, or goes back.
      await client.query('SAVEPOINT look');
      const peer = await findPeer(client);
      if (peer !== undefined) throw new DatabaseRefused('other-writer', peer);
      const self = await findLockHolder(client);
      await client.query('ROLLBACK TO look');
      return self;
    }
    const holder = await findLockHolder(client);
    if (holder !== undefined && holder.pid === formerly?.pid && holder.since === formerly.since) {
      await client.query('SELECT pg_terminate_backend($1)', [holder.pid]);
    } else if (holder !== undefined && waited >= patience) {
      throw new DatabaseRefused('other-writer', holderSentence(holder));
    }
    await sleep(betweenTries);
  }
}

/**
 * The transaction may last as long as the server runs. If this machine vanishes, PostgreSQL should notice in half a
 * minute and not in two hours.
 */
const holdOpen = `SELECT set_config(name, wanted, true)
  FROM (VALUES ('idle_in_transaction_session_timeout', '0'), ('transaction_timeout', '0'),
               ('tcp_keepalives_idle', '15'), ('tcp_keepalives_interval', '5'), ('tcp_keepalives_count', '3')) AS w (name, wanted)
 WHERE current_setting(name, true) IS NOT NULL`;

/** With the lock, in an open transaction; without it, in none. */
async function tryLock(client: Client): Promise<boolean> {
  await client.query('BEGIN');
  await client.query(holdOpen);
  const { rows } = await client.query<{ taken: boolean }>(
    `SELECT pg_try_advisory_xact_lock(${advisoryLock.writer}) AS taken`,
  );
  const taken = rows[0]?.taken ?? false;
  if (!taken) await client.query('ROLLBACK');
  return taken;
}

function holderSentence({ address, since }: LockHolder): string {
  return `Another Innermost server is using this database (connected from ${address} since ${since}): stop it first, or name another database in MM_SQLSETTINGS_DATASOURCE.`;
}
