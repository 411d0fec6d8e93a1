/** The audit log, in the table that clients read by `GET /users/:user_id/audits`. */
import type { Db } from '../../platform/db/database.ts';
import { hot } from '../../platform/db/hot.ts';
import { newId } from '../../platform/ids.ts';

/** An entry may come a minute after what it tells: of people who were erased meanwhile, none. */
const insert = hot<never>(`
  INSERT INTO audits (id, createat, userid, action, extrainfo, ipaddress, sessionid)
  SELECT $1, $2, $3::text, $4, $5, $6, $7 WHERE $3::text = '' OR EXISTS (SELECT FROM users WHERE id = $3::text)`);

export interface AuditEntry {
  /** ms. */
  now: number;
  /** '' is nobody who has an account: a stranger, or the operator of this machine. */
  user_id: string;
  /** Path of the request. */
  action: string;
  extra: string;
  ip: string;
  session_id: string;
}

/** What is longer than its column is cut. */
export async function insertAudit(db: Db, { now, user_id, action, extra, ip, session_id }: AuditEntry): Promise<void> {
  await insert.run(db, [
    newId(),
    now,
    user_id,
    action.slice(0, 512),
    extra.slice(0, 1024),
    ip.slice(0, 64),
    session_id,
  ]);
}
