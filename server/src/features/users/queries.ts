import { sql } from 'kysely';
import type { Db } from '../../platform/db/database.ts';
import { hot } from '../../platform/db/hot.ts';

/** A row of `users` with what `bots` adds. Times in ms. */
export interface StoredUser {
  id: string;
  create_at: number;
  update_at: number;
  delete_at: number;
  username: string;
  /** '' for accounts with a password. */
  auth_data: string;
  auth_service: string;
  email: string;
  email_verified: boolean;
  nickname: string;
  first_name: string;
  last_name: string;
  position: string;
  roles: string;
  allow_marketing: boolean;
  props: unknown;
  notify_props: unknown;
  timezone: unknown;
  last_password_update: number;
  last_picture_update: number;
  failed_attempts: number;
  locale: string;
  mfa_active: boolean;
  remote_id: string;
  last_login: number;
  is_bot: boolean;
  bot_description: string;
  bot_last_icon_update: number;
}

export const userColumns = `u.id, coalesce(u.createat, 0) AS create_at, coalesce(u.updateat, 0) AS update_at,
  coalesce(u.deleteat, 0) AS delete_at, coalesce(u.username, '') AS username, coalesce(u.authdata, '') AS auth_data,
  coalesce(u.authservice, '') AS auth_service, coalesce(u.email, '') AS email, coalesce(u.emailverified, false) AS email_verified,
  coalesce(u.nickname, '') AS nickname, coalesce(u.firstname, '') AS first_name, coalesce(u.lastname, '') AS last_name,
  coalesce(u.position, '') AS position, coalesce(u.roles, '') AS roles, coalesce(u.allowmarketing, false) AS allow_marketing,
  u.props, u.notifyprops AS notify_props, u.timezone, coalesce(u.lastpasswordupdate, 0) AS last_password_update,
  coalesce(u.lastpictureupdate, 0) AS last_picture_update, coalesce(u.failedattempts, 0) AS failed_attempts,
  coalesce(u.locale, '') AS locale, coalesce(u.mfaactive, false) AS mfa_active, coalesce(u.remoteid, '') AS remote_id,
  coalesce(u.lastlogin, 0) AS last_login, b.userid IS NOT NULL AS is_bot, coalesce(b.description, '') AS bot_description,
  coalesce(b.lasticonupdate, 0) AS bot_last_icon_update`;
export const userTables = `users u LEFT JOIN bots b ON b.userid = u.id`;

const byId = hot<StoredUser>(`SELECT ${userColumns} FROM ${userTables} WHERE u.id = $1`);
const byUsername = hot<StoredUser>(`SELECT ${userColumns} FROM ${userTables} WHERE u.username = $1`);
const byEmail = hot<StoredUser>(`SELECT ${userColumns} FROM ${userTables} WHERE u.email = $1`);
const byIds = hot<StoredUser>(
  `SELECT ${userColumns} FROM ${userTables} WHERE u.id = ANY($1::text[]) AND coalesce(u.updateat, 0) > $2 ORDER BY u.username`,
);
const byUsernames = hot<StoredUser>(
  `SELECT ${userColumns} FROM ${userTables} WHERE u.username = ANY($1::text[]) ORDER BY u.username`,
);
const anyAccount = hot<{ found: boolean }>(
  `SELECT EXISTS (SELECT FROM users u LEFT JOIN bots b ON b.userid = u.id WHERE b.userid IS NULL) AS found`,
);

export const userById = async (db: Db, id: string) => (await byId.run(db, [id]))[0];
export const userByUsername = async (db: Db, username: string) => (await byUsername.run(db, [username]))[0];
export const userByEmail = async (db: Db, email: string) => (await byEmail.run(db, [email]))[0];
export const usersByUsernames = (db: Db, usernames: readonly string[]) => byUsernames.run(db, [usernames]);
/** Those that changed after `since` (ms); -1 for all. */
export const usersByIds = (db: Db, ids: readonly string[], since = -1) => byIds.run(db, [ids, since]);

/** True when an account exists that is not a bot's. */
export async function anyPersonExists(db: Db): Promise<boolean> {
  return (await anyAccount.run(db, []))[0]?.found ?? false;
}

const groupName = hot<{ found: boolean }>(
  `SELECT EXISTS (SELECT FROM usergroups WHERE name = $1 AND coalesce(deleteat, 0) = 0) AS found`,
);

/** Mentions name users and groups alike, so they share one set of names. */
export async function groupNameExists(db: Db, name: string): Promise<boolean> {
  return (await groupName.run(db, [name]))[0]?.found ?? false;
}

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
    0, 0, $16, false, '', $17::jsonb, NULL, 0)`);

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
