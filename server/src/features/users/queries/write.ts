import type { Db } from '../../../platform/db/database.ts';
import { sql, statementsOf } from '../../../platform/db/statement.ts';
import type { Statements } from './write.gen.ts';

const statement = statementsOf<Statements>(import.meta.url);

/** Makes concurrent first sign-ups wait for one another until their transactions end. */
export const lockFirstAccount = statement(
  'lockFirstAccount',
  sql`SELECT pg_advisory_xact_lock(hashtextextended('innermost first account', 0))`,
);

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

const insertUserRow = statement(
  'insertUserRow',
  sql`
  INSERT INTO users (id, createat, updateat, deleteat, username, password, authdata, authservice, email, emailverified,
    nickname, firstname, lastname, position, roles, allowmarketing, props, notifyprops, lastpasswordupdate,
    lastpictureupdate, failedattempts, locale, mfaactive, mfasecret, timezone, remoteid, lastlogin)
  VALUES (:id, :now, :now, 0, :username, :password, :auth_data?, :auth_service, :email, :email_verified, :nickname, :first_name, :last_name, :position, :roles, false, :props::jsonb, :notify_props::jsonb, :now,
    0, 0, :locale, false, '', :timezone::jsonb, '', 0)`,
);

/** Of a bot: when its picture was last set (ms), 0 when it has none. No row for people. */
export const noteBotIcon = statement(
  'noteBotIcon',
  sql`UPDATE bots SET lasticonupdate = :time, updateat = :now WHERE userid = :user_id`,
);

const insertFirstPreferences = statement(
  'insertFirstPreferences',
  sql`
  INSERT INTO preferences (userid, category, name, value) VALUES
    (:user_id, 'recommended_next_steps', 'hide', 'false'), (:user_id, 'tutorial_step', :user_id, '0'), (:user_id, 'system_notice', 'GMasDM', 'true')
  ON CONFLICT (userid, category, name) DO NOTHING`,
);

/** Throws PostgreSQL's unique violation (23505) when the name, the address or the SSO identity is taken. */
export async function insertUser(db: Db, row: NewUserRow, now: number): Promise<void> {
  await insertUserRow(db, {
    id: row.id,
    now,
    username: row.username,
    password: row.password,
    auth_data: row.auth_data,
    auth_service: row.auth_service,
    email: row.email,
    email_verified: row.email_verified,
    nickname: row.nickname,
    first_name: row.first_name,
    last_name: row.last_name,
    position: row.position,
    roles: row.roles,
    props: JSON.stringify(row.props),
    notify_props: JSON.stringify(row.notify_props),
    locale: row.locale,
    timezone: JSON.stringify(row.timezone),
  });
  await insertFirstPreferences(db, { user_id: row.id });
}

/** Makes changes to who administers the system wait for one another until their transactions end. */
export const lockAdministrators = statement(
  'lockAdministrators',
  sql`SELECT pg_advisory_xact_lock(hashtextextended('innermost administrators', 0))`,
);

const otherAdministrators = statement(
  'otherAdministrators',
  sql`
  SELECT EXISTS (SELECT FROM users u LEFT JOIN bots b ON b.userid = u.id
    WHERE b.userid IS NULL AND u.id <> :user_id AND coalesce(u.deleteat, 0) = 0
      AND 'system_admin' = ANY(string_to_array(u.roles, ' '))) AS found`,
);

/** True when somebody else could still administer the system. */
export async function hasOtherAdministrator(db: Db, userId: string): Promise<boolean> {
  return (await otherAdministrators(db, { user_id: userId }))[0]?.found ?? false;
}

const confirmedAdministrators = statement(
  'confirmedAdministrators',
  sql`
  SELECT EXISTS (SELECT FROM users u LEFT JOIN bots b ON b.userid = u.id
    WHERE b.userid IS NULL AND coalesce(u.deleteat, 0) = 0 AND u.emailverified
      AND 'system_admin' = ANY(string_to_array(u.roles, ' '))) AS found`,
);

/** True when somebody administers the system whose address is confirmed. */
export async function hasConfirmedAdministrator(db: Db): Promise<boolean> {
  return (await confirmedAdministrators(db))[0]?.found ?? false;
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
  last_picture_update?: number;
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

const countFailure = statement(
  'countFailure',
  sql`UPDATE users SET failedattempts = coalesce(failedattempts, 0) + 1 WHERE id = :user_id`,
);

/** For the peer, which locks by it. Not in the transaction of a request that fails: it would be undone. */
export async function countFailedAttempt(db: Db, userId: string): Promise<void> {
  await countFailure(db, { user_id: userId });
}

const lockRow = statement('lockRow', sql`SELECT FROM users WHERE id = :user_id FOR UPDATE`);

/** For changes that depend on what is stored: reads after this see what nobody else changes until the commit. */
export async function lockUser(db: Db, userId: string): Promise<void> {
  await lockRow(db, { user_id: userId });
}
