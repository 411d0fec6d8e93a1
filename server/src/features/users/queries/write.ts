import { sql } from 'kysely';
import type { Db } from '../../../platform/db/database.ts';
import { hot } from '../../../platform/db/hot.ts';

/** Makes concurrent first sign-ups wait for one another until their transactions end. */
export async function lockFirstAccount(db: Db): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended('innermost first account', 0))`.execute(db);
}

export interface NewUserRow {
  id: string;
  username: string;
  email: string;
  password: string;
  auth_service: string;
  auth_data: string | null;
  nickname: string;
  first_name: string;
  last_name: string;
  position: string;
  roles: string;
  locale: string;
  email_verified: boolean;
  props: Record<string, string>;
  notify_props: Record<string, string>;
  timezone: Record<string, string>;
}

const insertUserRow = hot<never>(`
  INSERT INTO users (id, createat, updateat, deleteat, username, password, authdata, authservice, email, emailverified,
    nickname, firstname, lastname, position, roles, allowmarketing, props, notifyprops, lastpasswordupdate,
    lastpictureupdate, failedattempts, locale, mfaactive, mfasecret, timezone, remoteid, lastlogin)
  VALUES ($1, $2, $2, 0, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, false, $14::jsonb, $15::jsonb, $2,
    0, 0, $16, false, '', $17::jsonb, '', 0)`);

const insertFirstPreferences = hot<never>(`
  INSERT INTO preferences (userid, category, name, value) VALUES
    ($1, 'recommended_next_steps', 'hide', 'false'), ($1, 'tutorial_step', $1, '0'), ($1, 'system_notice', 'GMasDM', 'true')
  ON CONFLICT (userid, category, name) DO NOTHING`);

/** Throws PostgreSQL's unique violation (23505) when the name, the address or the SSO identity is taken. */
export async function insertUser(db: Db, row: NewUserRow, now: number): Promise<void> {
  await insertUserRow.run(db, [
    row.id,
    now,
    row.username,
    row.password,
    row.auth_data,
    row.auth_service,
    row.email,
    row.email_verified,
    row.nickname,
    row.first_name,
    row.last_name,
    row.position,
    row.roles,
    JSON.stringify(row.props),
    JSON.stringify(row.notify_props),
    row.locale,
    JSON.stringify(row.timezone),
  ]);
  await insertFirstPreferences.run(db, [row.id]);
}

/** Makes changes to who administers the system wait for one another until their transactions end. */
export async function lockAdministrators(db: Db): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended('innermost administrators', 0))`.execute(db);
}

const otherAdministrators = hot<{ found: boolean }>(`
  SELECT EXISTS (SELECT FROM users u LEFT JOIN bots b ON b.userid = u.id
    WHERE b.userid IS NULL AND u.id <> $1 AND coalesce(u.deleteat, 0) = 0
      AND 'system_admin' = ANY(string_to_array(u.roles, ' '))) AS found`);

/** True when somebody else could still administer the system. */
export async function hasOtherAdministrator(db: Db, userId: string): Promise<boolean> {
  return (await otherAdministrators.run(db, [userId]))[0]?.found ?? false;
}

const confirmedAdministrators = hot<{ found: boolean }>(`
  SELECT EXISTS (SELECT FROM users u LEFT JOIN bots b ON b.userid = u.id
    WHERE b.userid IS NULL AND coalesce(u.deleteat, 0) = 0 AND u.emailverified
      AND 'system_admin' = ANY(string_to_array(u.roles, ' '))) AS found`);

/** True when somebody administers the system whose address is confirmed. */
export async function hasConfirmedAdministrator(db: Db): Promise<boolean> {
  return (await confirmedAdministrators.run(db, []))[0]?.found ?? false;
}

export interface UserChange {
  username?: string;
  email?: string;
  email_verified?: boolean;
  nickname?: string;
  first_name?: string;
  last_name?: string;
  position?: string;
  locale?: string;
  props?: Record<string, string>;
  notify_props?: Record<string, string>;
  timezone?: Record<string, string>;
  roles?: string;
  delete_at?: number;
  failed_attempts?: number;
  remote_id?: string | null;
}

/** Throws PostgreSQL's unique violation (23505) when the name or the address is taken. `now` in ms. */
export async function updateUserRow(db: Db, id: string, change: UserChange, now: number): Promise<void> {
  const { props, notify_props, timezone, ...plain } = change;
  const json = { props, notify_props, timezone };
  const given = Object.entries(json).filter(([, value]) => value !== undefined);
  await db
    .updateTable('users')
    .set({
      ...plain,
      ...Object.fromEntries(given.map(([name, value]) => [name, JSON.stringify(value)])),
      update_at: now,
    })
    .where('id', '=', id)
    .execute();
}

const countFailure = hot<never>(`UPDATE users SET failedattempts = coalesce(failedattempts, 0) + 1 WHERE id = $1`);

/** For the peer, which locks by it. Not in the transaction of a request that fails: it would be undone. */
export async function countFailedAttempt(db: Db, userId: string): Promise<void> {
  await countFailure.run(db, [userId]);
}

const lockRow = hot<never>(`SELECT FROM users WHERE id = $1 FOR UPDATE`);

/** For changes that depend on what is stored: reads after this see what nobody else changes until the commit. */
export async function lockUser(db: Db, userId: string): Promise<void> {
  await lockRow.run(db, [userId]);
}
