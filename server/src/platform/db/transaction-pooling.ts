// Between this server and PostgreSQL may stand a proxy that gives each transaction another connection. A lock of the
// session would then stay with one of them: nobody else could ever take it, and this server would not have it.
import type { Client } from 'pg';
import { DatabaseRefused } from './database-error.ts';

const looks = 3;

async function backendOf(client: Client): Promise<number | undefined> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return rows[0]?.pid;
}

/** The process that the first answer of the other side named; proxies make up their own. */
function announcedBackend(client: Client): unknown {
  return 'processID' in client ? client.processID : undefined;
}

/** Whether the backend of the one is ever that of the other, or changes while the other keeps it. */
async function meet(client: Client, own: number | undefined, other: Client): Promise<boolean> {
  // Before the transaction: of a pool of one connection it would leave nothing.
  if ((await backendOf(other)) === own) return true;
  await other.query('BEGIN');
  const held = await backendOf(other);
  for (let look = 0; look < looks; look += 1) if ((await backendOf(client)) !== own) return true;
  return held === own;
}

/**
 * Throws `DatabaseRefused` (`pooled`) when the connection has no backend to itself. Costs one statement where no proxy
 * is there; else a second connection, which tries to get the same backend or to take it away.
 */
export async function refuseTransactionPooling(client: Client, connectAgain: () => Promise<Client>): Promise<void> {
  const own = await backendOf(client);
  if (own === announcedBackend(client)) return;
  const other = await connectAgain();
  try {
    if (!(await meet(client, own, other))) return;
  } finally {
    await other.end().catch(() => undefined);
  }
  throw new DatabaseRefused(
    'pooled',
    'The database is behind a proxy that pools connections by transaction, where this server cannot hold the lock that keeps others from writing: name PostgreSQL itself in MM_SQLSETTINGS_DATASOURCE, or let the proxy pool by session.',
  );
}
