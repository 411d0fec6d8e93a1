import type { Db } from '../../../platform/db/database.ts';
import { narrow, sql, statementsOf } from '../../../platform/db/statement.ts';
import type { Statements } from './read.gen.ts';

const statement = statementsOf<Statements>(import.meta.url);

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
  /** null: never said, which clients are not told; '' is told. */
  remote_id: string | null;
  last_login: number;
  is_bot: boolean;
  bot_description: string;
  bot_last_icon_update: number;
}

export const userColumns = sql`u.id, coalesce(u.createat, 0) AS create_at, coalesce(u.updateat, 0) AS update_at,
  coalesce(u.deleteat, 0) AS delete_at, coalesce(u.username, '') AS username, coalesce(u.authdata, '') AS auth_data,
  coalesce(nullif(u.authservice, 'email'), '') AS auth_service, coalesce(u.email, '') AS email, coalesce(u.emailverified, false) AS email_verified,
  coalesce(u.nickname, '') AS nickname, coalesce(u.firstname, '') AS first_name, coalesce(u.lastname, '') AS last_name,
  coalesce(u.position, '') AS position, coalesce(u.roles, '') AS roles, coalesce(u.allowmarketing, false) AS allow_marketing,
  u.props, u.notifyprops AS notify_props, u.timezone, coalesce(u.lastpasswordupdate, 0) AS last_password_update,
  coalesce(u.lastpictureupdate, 0) AS last_picture_update, coalesce(u.failedattempts, 0) AS failed_attempts,
  coalesce(u.locale, '') AS locale, coalesce(u.mfaactive, false) AS mfa_active, u.remoteid AS remote_id,
  coalesce(u.lastlogin, 0) AS last_login, b.userid IS NOT NULL AS is_bot, coalesce(b.description, '') AS bot_description,
  coalesce(b.lasticonupdate, 0) AS bot_last_icon_update`;
export const userTables = sql`users u LEFT JOIN bots b ON b.userid = u.id`;

const byId = statement('byId', sql`SELECT ${userColumns} FROM ${userTables} WHERE u.id = :id`);
const byUsername = statement('byUsername', sql`SELECT ${userColumns} FROM ${userTables} WHERE u.username = :username`);
const byEmail = statement('byEmail', sql`SELECT ${userColumns} FROM ${userTables} WHERE u.email = :email`);
const byIds = statement(
  'byIds',
  sql`SELECT ${userColumns} FROM ${userTables} WHERE u.id = ANY(:ids::text[]) AND coalesce(u.updateat, 0) > :since ORDER BY u.username`,
);
const byUsernames = statement(
  'byUsernames',
  sql`SELECT ${userColumns} FROM ${userTables} WHERE u.username = ANY(:usernames::text[]) ORDER BY u.username`,
);
const anyAccount = statement(
  'anyAccount',
  sql`SELECT EXISTS (SELECT FROM users u LEFT JOIN bots b ON b.userid = u.id WHERE b.userid IS NULL) AS found`,
);

export const userById = async (db: Db, id: string) => (await byId(db, { id }))[0];
export const userByUsername = async (db: Db, username: string) => (await byUsername(db, { username }))[0];
export const userByEmail = async (db: Db, email: string) => (await byEmail(db, { email }))[0];
export const usersByUsernames = (db: Db, usernames: readonly string[]) => byUsernames(db, { usernames });
/** Those that changed after `since` (ms); -1 for all. */
export const usersByIds = (db: Db, ids: readonly string[], since = -1) => byIds(db, { ids, since });

/** True when an account exists that is not a bot's. */
export async function anyPersonExists(db: Db): Promise<boolean> {
  return (await anyAccount(db))[0]?.found ?? false;
}

const groupName = statement(
  'groupName',
  sql`SELECT EXISTS (SELECT FROM usergroups WHERE name = :name AND coalesce(deleteat, 0) = 0) AS found`,
);

/** Mentions name users and groups alike, so they share one set of names. */
export async function groupNameExists(db: Db, name: string): Promise<boolean> {
  return (await groupName(db, { name }))[0]?.found ?? false;
}

const knownTo = statement(
  'knownTo',
  sql`
  SELECT DISTINCT other.userid AS id FROM channelmembers own JOIN channelmembers other ON other.channelid = own.channelid
   WHERE own.userid = :user_id AND other.userid <> :user_id`,
);
const sharesChannel = statement(
  'sharesChannel',
  sql`
  SELECT EXISTS (SELECT FROM channelmembers own JOIN channelmembers other ON other.channelid = own.channelid
    WHERE own.userid = :user_id AND other.userid = :other_id) AS found`,
);
const knownAmong = statement(
  'knownAmong',
  sql`
  SELECT DISTINCT other.userid AS id FROM channelmembers own JOIN channelmembers other ON other.channelid = own.channelid
   WHERE own.userid = :user_id AND other.userid = ANY(:ids::text[])`,
);
const inGroupChannels = statement(
  'inGroupChannels',
  sql`
  SELECT cm.channelid AS channel_id, ${userColumns} FROM ${userTables} JOIN channelmembers cm ON cm.userid = u.id
    JOIN channels c ON c.id = cm.channelid AND c.type::text = 'G'
   WHERE cm.channelid = ANY(:channel_ids::text[]) AND u.id <> :user_id
     AND EXISTS (SELECT FROM channelmembers own WHERE own.channelid = cm.channelid AND own.userid = :user_id)
   ORDER BY u.username`,
);

/** Ids of everybody with whom the person shares a channel of any kind. */
export const idsKnownTo = async (db: Db, userId: string) =>
  (await knownTo(db, { user_id: userId })).map(({ id }) => id);

export async function shareChannel(db: Db, userId: string, otherId: string): Promise<boolean> {
  return (await sharesChannel(db, { user_id: userId, other_id: otherId }))[0]?.found ?? false;
}

/** Those of the ids with whom the person shares a channel. */
export const idsKnownAmong = async (db: Db, userId: string, ids: readonly string[]) =>
  new Set((await knownAmong(db, { user_id: userId, ids })).map(({ id }) => id));

/** The other members of those of the group channels that the person is in. */
export const usersOfGroupChannels = (db: Db, channelIds: readonly string[], userId: string) =>
  inGroupChannels(db, { channel_ids: channelIds, user_id: userId });

const password = statement('password', sql`SELECT coalesce(password, '') AS password FROM users WHERE id = :id`);
const strangeRoles = statement(
  'strangeRoles',
  sql`
  SELECT name FROM unnest(:names::text[]) AS wanted (name)
   WHERE NOT EXISTS (SELECT FROM roles r WHERE r.name = wanted.name AND coalesce(r.deleteat, 0) = 0)`,
  narrow<{ name: string }>(),
);

/** The stored hash; only for comparing, never shown. */
export const passwordOf = async (db: Db, id: string) => (await password(db, { id }))[0]?.password;

/** Those of the names that no role has. */
export const unknownRoles = async (db: Db, names: readonly string[]) =>
  (await strangeRoles(db, { names })).map(({ name }) => name);
