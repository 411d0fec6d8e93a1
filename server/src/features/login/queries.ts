import type { Db } from '../../platform/db/database.ts';
import { sql, statementsOf } from '../../platform/db/statement.ts';
import { newId } from '../../platform/ids.ts';
import { userColumns, userTables, type StoredUser } from '../users/index.ts';
import type { Statements } from './queries.gen.ts';

const statement = statementsOf<Statements>(import.meta.url);

/** A user with the secrets that a sign-in is checked against. They never leave this area. */
export interface Candidate extends StoredUser {
  password: string;
  mfa_secret: string;
}

const secrets = sql`coalesce(u.password, '') AS password, coalesce(u.mfasecret, '') AS mfa_secret`;

const byLogin = statement(
  'byLogin',
  sql`
  SELECT ${userColumns}, ${secrets} FROM ${userTables} WHERE u.id IN (
    SELECT id FROM users WHERE :by_email::boolean AND email = :login_id
     UNION SELECT id FROM users WHERE :by_username::boolean AND username = :login_id)`,
);
const byId = statement('byId', sql`SELECT ${userColumns}, ${secrets} FROM ${userTables} WHERE u.id = :id`);

/** Nobody when the text fits two accounts. */
export async function candidateByLogin(
  db: Db,
  loginId: string,
  kinds: { email: boolean; username: boolean },
): Promise<Candidate | undefined> {
  const found = await byLogin(db, { login_id: loginId, by_email: kinds.email, by_username: kinds.username });
  return found.length === 1 ? found[0] : undefined;
}

export const candidateById = async (db: Db, id: string) => (await byId(db, { id }))[0];

const succeed = statement(
  'succeed',
  sql`
  UPDATE users SET failedattempts = 0, lastlogin = :now, password = coalesce(:new_hash?, password),
         mfausedtimestamps = CASE WHEN :mfa_step?::bigint IS NULL THEN mfausedtimestamps
           ELSE (SELECT jsonb_agg(step) FROM (SELECT step FROM jsonb_array_elements(
                 CASE WHEN jsonb_typeof(mfausedtimestamps) = 'array' THEN mfausedtimestamps ELSE '[]' END
                 || to_jsonb(:mfa_step?::bigint)) WITH ORDINALITY AS used (step, place) ORDER BY place DESC LIMIT 10) AS last) END
   WHERE id = :user_id AND coalesce(deleteat, 0) = 0 AND password = :checked_hash
     AND (:mfa_step?::bigint IS NULL OR NOT coalesce(mfausedtimestamps, '[]') @> to_jsonb(:mfa_step?::bigint))
  RETURNING id`,
);

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
  const done = await succeed(db, {
    user_id: userId,
    now,
    new_hash: newHash ?? null,
    checked_hash: checkedHash,
    mfa_step: mfaStep ?? null,
  });
  return done.length === 1;
}

const setPasswordRow = statement(
  'setPasswordRow',
  sql`
  UPDATE users SET password = :hash, lastpasswordupdate = :now, updateat = :now, failedattempts = 0
   WHERE id = :user_id RETURNING id`,
);

export async function setPassword(db: Db, userId: string, hash: string, now: number): Promise<void> {
  await setPasswordRow(db, { user_id: userId, hash, now });
}

const insertAudits = statement(
  'insertAudits',
  sql`
  INSERT INTO audits (id, createat, userid, action, extrainfo, ipaddress, sessionid)
  SELECT id, :now, :user_id, :action, extra, :ip, session FROM unnest(:ids::text[], :extras::text[], :session_ids::text[]) AS entry (id, extra, session)`,
);

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
  await insertAudits(db, { ids, now, user_id, action, ip: ip.slice(0, 64), extras, session_ids: ['', '', session_id] });
}

const auditsOf = statement(
  'auditsOf',
  sql`
  SELECT id, coalesce(createat, 0) AS create_at, coalesce(userid, '') AS user_id, coalesce(action, '') AS action,
         coalesce(extrainfo, '') AS extra_info, coalesce(ipaddress, '') AS ip_address, coalesce(sessionid, '') AS session_id
    FROM audits WHERE userid = :user_id ORDER BY createat DESC, id LIMIT :limit OFFSET :offset`,
);

/** The newest first. */
export const auditsOfUser = (db: Db, userId: string, limit: number, offset: number) =>
  auditsOf(db, { user_id: userId, limit, offset });
