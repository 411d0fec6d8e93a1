/** The audit log, in the table that clients read by `GET /users/:user_id/audits`. */
import type { Db } from '../../platform/db/database.ts';
import { sql, statementsOf } from '../../platform/db/statement.ts';
import { newId } from '../../platform/ids.ts';
import type { Statements } from './audits.gen.ts';

const statement = statementsOf<Statements>(import.meta.url);

/** An entry may come a minute after what it tells: of people who were erased meanwhile, none. */
const insert = statement(
  'insert',
  sql`
  INSERT INTO audits (id, createat, userid, action, extrainfo, ipaddress, sessionid)
  SELECT :id, :now, :user_id::text, :action, :extra, :ip, :session_id WHERE :user_id::text = '' OR EXISTS (SELECT FROM users WHERE id = :user_id::text)`,
);

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
export async function insertAudit(db: Db, entry: AuditEntry): Promise<void> {
  const [action, extra, ip] = [entry.action.slice(0, 512), entry.extra.slice(0, 1024), entry.ip.slice(0, 64)];
  await insert(db, { ...entry, id: newId(), action, extra, ip });
}
