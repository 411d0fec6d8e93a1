import type { Presence as PresenceName } from '@innermost/protocol/status.ts';
import type { Db } from '../../platform/db/database.ts';
import { hot } from '../../platform/db/hot.ts';

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

const columns = `userid AS user_id, coalesce(nullif(status, ''), 'offline') AS status, coalesce(manual, false) AS manual,
  coalesce(lastactivityat, 0) AS last_activity_at, coalesce(dndendtime, 0) AS dnd_end_time, coalesce(prevstatus, '') AS prev_status`;

const byIds = hot<StatusRow>(`SELECT ${columns} FROM status WHERE userid = ANY($1::text[])`);
const endedDnd = hot<StatusRow>(
  `SELECT ${columns} FROM status WHERE status = 'dnd' AND dndendtime > 0 AND dndendtime <= $1`,
);
const reset = hot<never>(
  `UPDATE status SET status = 'offline' WHERE NOT coalesce(manual, false) AND status <> 'offline'`,
);
// In the order of ids, so that two writers cannot wait for one another. Of people who were erased meanwhile, none.
const upsert = hot<never>(`
  INSERT INTO status (userid, status, manual, lastactivityat, dndendtime, prevstatus)
  SELECT * FROM unnest($1::text[], $2::text[], $3::boolean[], $4::bigint[], $5::bigint[], $6::text[]) AS row (id)
   WHERE EXISTS (SELECT FROM users u WHERE u.id = row.id) ORDER BY id
  ON CONFLICT (userid) DO UPDATE SET status = excluded.status, manual = excluded.manual,
    lastactivityat = excluded.lastactivityat, dndendtime = excluded.dndendtime, prevstatus = excluded.prevstatus`);

export const statusRows = (db: Db, userIds: readonly string[]) => byIds.run(db, [userIds]);

/** Those whose `dnd` is over. `now` in s. */
export const rowsOfEndedDnd = (db: Db, now: number) => endedDnd.run(db, [now]);

/** Nobody is connected to a server that just started. */
export async function resetAutomaticStatuses(db: Db): Promise<void> {
  await reset.run(db, []);
}

export async function upsertStatuses(db: Db, rows: readonly StatusRow[]): Promise<void> {
  await upsert.run(db, [
    rows.map(({ user_id }) => user_id),
    rows.map(({ status }) => status),
    rows.map(({ manual }) => manual),
    rows.map(({ last_activity_at }) => last_activity_at),
    rows.map(({ dnd_end_time }) => dnd_end_time),
    rows.map(({ prev_status }) => prev_status),
  ]);
}

const emoji = hot<{ found: boolean }>(
  `SELECT EXISTS (SELECT FROM emoji WHERE name = $1 AND coalesce(deleteat, 0) = 0) AS found`,
);

export async function customEmojiExists(db: Db, name: string): Promise<boolean> {
  return (await emoji.run(db, [name]))[0]?.found ?? false;
}
