// Who else is writing to this database: a server of ours, which holds the lock, or Mattermost's, which knows no lock of
// ours and can only be recognised by what it does.
import type { Client } from 'pg';
import { advisoryLock } from './advisory-locks.ts';

export interface LockHolder {
  pid: number;
  /** When its connection was made, as text. */
  since: string;
  /** `this machine`, or an address. */
  address: string;
}

/** The connection that holds the writer lock. */
export async function findLockHolder(client: Client): Promise<LockHolder | undefined> {
  const [lockClass, number] = advisoryLock.writer.split(', ').map(Number);
  const { rows } = await client.query<LockHolder>(
    `SELECT a.pid, a.backend_start::text AS since, coalesce(host(a.client_addr), 'this machine') AS address
    FROM pg_locks l
    JOIN pg_stat_activity a ON a.pid = l.pid
    WHERE l.locktype = 'advisory' AND l.granted AND l.classid = $1 AND l.objid = $2 AND l.objsubid = 2
      AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    [lockClass, number],
  );
  return rows[0];
}

/** One sentence about a Mattermost server that is running on this database, as far as it can be seen. */
export async function findPeer(client: Client): Promise<string | undefined> {
  const cluster = await firstRow<{ host: string }>(
    client,
    'clusterdiscovery',
    `SELECT hostname AS host FROM clusterdiscovery
    WHERE lastpingat > extract(epoch FROM now() - interval '2 minutes') * 1000`,
  );
  if (cluster) return `A Mattermost server on ${cluster.host} reported itself in the last two minutes: ${remedy}.`;
  const migration = await firstRow<{ id: string }>(
    client,
    'db_lock',
    'SELECT id FROM db_lock WHERE expireat > extract(epoch FROM now())',
  );
  if (migration) return `A Mattermost server is starting up on this database (it holds ${migration.id}): ${remedy}.`;
  const { rows } = await client.query<{ pid: number; address: string }>(peerConnections);
  const [peer] = rows;
  if (peer === undefined) return undefined;
  return `A Mattermost server seems to be running on this database (connection ${peer.pid} from ${peer.address}): ${remedy}.`;
}

const remedy = 'stop it before Innermost uses the same database';

/**
 * Its driver gives connections no name. What tells them apart from other nameless ones is that it polls the tables of
 * a running server, or writes.
 */
const peerConnections = `
  SELECT pid, coalesce(host(client_addr), 'this machine') AS address
  FROM pg_stat_activity
  WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
    AND (application_name ~* 'mattermost' OR application_name = '' AND (
      query ~* '\\mfrom\\s+"?(jobs|systems|sessions|status|clusterdiscovery)\\M'
      OR query ~* '\\m(insert\\s+into|update|delete\\s+from)\\s+"?(posts|channels|channelmembers|threads|threadmemberships|sessions|status|preferences|users|systems|jobs|audits)\\M'))
  ORDER BY backend_start
  LIMIT 1`;

/** Of a table that a new database does not have yet. */
async function firstRow<Row extends object>(client: Client, table: string, text: string): Promise<Row | undefined> {
  const found = await client.query<{ exists: boolean }>('SELECT to_regclass($1) IS NOT NULL AS exists', [table]);
  if (!found.rows[0]?.exists) return undefined;
  const { rows } = await client.query<Row>(text);
  return rows[0];
}
