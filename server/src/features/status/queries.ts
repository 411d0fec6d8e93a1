import type { Presence as PresenceName } from '@innermost/protocol/status.ts';
import type { Db } from '../../platform/db/database.ts';
import { narrow, sql, statementsOf } from '../../platform/db/statement.ts';
import type { Statements } from './queries.gen.ts';

const statement = statementsOf<Statements>(import.meta.url);

/** A person's presence as stored. */
export interface StatusRow {
  user_id: string;
  status: PresenceName;
  /** Chosen by the person: what happens automatically does not change it. */
  manual: boolean;
  /** ms */
  last_activity_at: number;
  /** s; 0 until changed. */
  dnd_end_time: number;
  /** What comes back when `dnd` ends. */
  prev_status: string;
}

const columns = sql`userid AS user_id, coalesce(nullif(status, ''), 'offline') AS status, coalesce(manual, false) AS manual,
  coalesce(lastactivityat, 0) AS last_activity_at, coalesce(dndendtime, 0) AS dnd_end_time, coalesce(prevstatus, '') AS prev_status`;

const byIds = statement(
  'byIds',
  sql`SELECT ${columns} FROM status WHERE userid = ANY(:user_ids::text[])`,
  narrow<{ status: PresenceName }>(),
);
const endedDnd = statement(
  'endedDnd',
  sql`SELECT ${columns} FROM status WHERE status = 'dnd' AND dndendtime > 0 AND dndendtime <= :now`,
  narrow<{ status: PresenceName }>(),
);
const reset = statement(
  'reset',
  sql`UPDATE status SET status = 'offline' WHERE NOT coalesce(manual, false) AND status <> 'offline'`,
);
// In the order of ids, so that two writers cannot wait for one another. Of people who were erased meanwhile, none.
const upsert = statement(
  'upsert',
  sql`
  INSERT INTO status (userid, status, manual, lastactivityat, dndendtime, prevstatus)
  SELECT * FROM unnest(:user_ids::text[], :statuses::text[], :manual::boolean[], :last_activity_at::bigint[], :dnd_end_time::bigint[], :prev_status::text[]) AS row (id)
   WHERE EXISTS (SELECT FROM users u WHERE u.id = row.id) ORDER BY id
  ON CONFLICT (userid) DO UPDATE SET status = excluded.status, manual = excluded.manual,
    lastactivityat = excluded.lastactivityat, dndendtime = excluded.dndendtime, prevstatus = excluded.prevstatus`,
);

export const statusRows = (db: Db, userIds: readonly string[]) => byIds(db, { user_ids: userIds });

/** Those whose `dnd` is over. `now` in s. */
export const rowsOfEndedDnd = (db: Db, now: number) => endedDnd(db, { now });

/** Nobody is connected to a server that just started. */
export async function resetAutomaticStatuses(db: Db): Promise<void> {
  await reset(db);
}

export async function upsertStatuses(db: Db, rows: readonly StatusRow[]): Promise<void> {
  await upsert(db, {
    user_ids: rows.map(({ user_id }) => user_id),
    statuses: rows.map(({ status }) => status),
    manual: rows.map(({ manual }) => manual),
    last_activity_at: rows.map(({ last_activity_at }) => last_activity_at),
    dnd_end_time: rows.map(({ dnd_end_time }) => dnd_end_time),
    prev_status: rows.map(({ prev_status }) => prev_status),
  });
}

const emoji = statement(
  'emoji',
  sql`SELECT EXISTS (SELECT FROM emoji WHERE name = :name AND coalesce(deleteat, 0) = 0) AS found`,
);

export async function customEmojiExists(db: Db, name: string): Promise<boolean> {
  return (await emoji(db, { name }))[0]?.found ?? false;
}
