import type { Audit } from '@innermost/protocol/users.ts';
import type { Db } from '../../platform/db/database.ts';
import { hot } from '../../platform/db/hot.ts';
import { newId } from '../../platform/ids.ts';
import { userColumns, userTables, type StoredUser } from '../users/index.ts';

/** A user with the secrets that a sign-in is checked against. They never leave this area. */
export interface Candidate extends StoredUser {
  password: string;
  mfa_secret: string;
}

const secrets = `coalesce(u.password, '') AS password, coalesce(u.mfasecret, '') AS mfa_secret`;

const byLogin = hot<Candidate>(`
  SELECT ${userColumns}, ${secrets} FROM ${userTables} WHERE u.id IN (
    SELECT id FROM users WHERE $2::boolean AND email = $1
     UNION SELECT id FROM users WHERE $3::boolean AND username = $1)`);
const byId = hot<Candidate>(`SELECT ${userColumns}, ${secrets} FROM ${userTables} WHERE u.id = $1`);

/** Nobody when the text fits two accounts. */
export async function candidateByLogin(
  db: Db,
  loginId: string,
  kinds: { email: boolean; username: boolean },
): Promise<Candidate | undefined> {
  const found = await byLogin.run(db, [loginId, kinds.email, kinds.username]);
  return found.length === 1 ? found[0] : undefined;
}

export const candidateById = async (db: Db, id: string) => (await byId.run(db, [id]))[0];

const succeed = hot<{ id: string }>(`
  UPDATE users SET failedattempts = 0, lastlogin = $2, password = coalesce($3, password),
         mfausedtimestamps = CASE WHEN $5::bigint IS NULL THEN mfausedtimestamps
           ELSE (SELECT jsonb_agg(step) FROM (SELECT step FROM jsonb_array_elements(
                 CASE WHEN jsonb_typeof(mfausedtimestamps) = 'array' THEN mfausedtimestamps ELSE '[]' END
                 || to_jsonb($5::bigint)) WITH ORDINALITY AS used (step, place) ORDER BY place DESC LIMIT 10) AS last) END
   WHERE id = $1 AND coalesce(deleteat, 0) = 0 AND password = $4
     AND ($5::bigint IS NULL OR NOT coalesce(mfausedtimestamps, '[]') @> to_jsonb($5::bigint))
  RETURNING id`);

export interface Success {
  userId: string;
  now: number;
  /** The hash the password was checked against. */
  checkedHash: string;
  /** Takes its place, when it is of an older form. */
  newHash: string | undefined;
  /** Of the one-time code that was used. */
  mfaStep: number | undefined;
}

/**
 * Notes a sign-in. False when meanwhile the account was deactivated, its password changed, or the code used.
 */
export async function noteSuccess(db: Db, success: Success): Promise<boolean> {
  const { userId, now, newHash, checkedHash, mfaStep } = success;
  const values = [userId, now, newHash ?? null, checkedHash, mfaStep ?? null];
  return (await succeed.run(db, values)).length === 1;
}

const setPasswordRow = hot<{ id: string }>(`
  UPDATE users SET password = $2, lastpasswordupdate = $3, updateat = $3, failedattempts = 0
   WHERE id = $1 RETURNING id`);

export async function setPassword(db: Db, userId: string, hash: string, now: number): Promise<void> {
  await setPasswordRow.run(db, [userId, hash, now]);
}

const insertAudits = hot<never>(`
  INSERT INTO audits (id, createat, userid, action, extrainfo, ipaddress, sessionid)
  SELECT id, $2, $3, $4, extra, $5, session FROM unnest($1::text[], $6::text[], $7::text[]) AS entry (id, extra, session)`);

export interface LoginAudit {
  now: number;
  user_id: string;
  action: string;
  login_id: string;
  ip: string;
  session_id: string;
}

/** The three entries that a sign-in leaves in the audit log. */
export async function auditLogin(db: Db, audit: LoginAudit): Promise<void> {
  const { now, user_id, action, login_id, ip, session_id } = audit;
  const extras = [`attempt - login_id=${login_id.slice(0, 128)}`, 'authenticated', `success session_user=${user_id}`];
  const ids = extras.map(() => newId());
  await insertAudits.run(db, [ids, now, user_id, action, ip.slice(0, 64), extras, ['', '', session_id]]);
}

const auditsOf = hot<Audit>(`
  SELECT id, coalesce(createat, 0) AS create_at, coalesce(userid, '') AS user_id, coalesce(action, '') AS action,
         coalesce(extrainfo, '') AS extra_info, coalesce(ipaddress, '') AS ip_address, coalesce(sessionid, '') AS session_id
    FROM audits WHERE userid = $1 ORDER BY createat DESC, id LIMIT $2 OFFSET $3`);

/** The newest first. */
export const auditsOfUser = (db: Db, userId: string, limit: number, offset: number) =>
  auditsOf.run(db, [userId, limit, offset]);
