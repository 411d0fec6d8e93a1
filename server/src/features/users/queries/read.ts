import type { Db } from '../../../platform/db/database.ts';
import { hot } from '../../../platform/db/hot.ts';

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

export const userColumns = `u.id, coalesce(u.createat, 0) AS create_at, coalesce(u.updateat, 0) AS update_at,
  coalesce(u.deleteat, 0) AS delete_at, coalesce(u.username, '') AS username, coalesce(u.authdata, '') AS auth_data,
  coalesce(nullif(u.authservice, 'email'), '') AS auth_service, coalesce(u.email, '') AS email, coalesce(u.emailverified, false) AS email_verified,
  coalesce(u.nickname, '') AS nickname, coalesce(u.firstname, '') AS first_name, coalesce(u.lastname, '') AS last_name,
  coalesce(u.position, '') AS position, coalesce(u.roles, '') AS roles, coalesce(u.allowmarketing, false) AS allow_marketing,
  u.props, u.notifyprops AS notify_props, u.timezone, coalesce(u.lastpasswordupdate, 0) AS last_password_update,
  coalesce(u.lastpictureupdate, 0) AS last_picture_update, coalesce(u.failedattempts, 0) AS failed_attempts,
  coalesce(u.locale, '') AS locale, coalesce(u.mfaactive, false) AS mfa_active, u.remoteid AS remote_id,
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

const knownTo = hot<{ id: string }>(`
  SELECT DISTINCT other.userid AS id FROM channelmembers own JOIN channelmembers other ON other.channelid = own.channelid
   WHERE own.userid = $1 AND other.userid <> $1`);
const sharesChannel = hot<{ found: boolean }>(`
  SELECT EXISTS (SELECT FROM channelmembers own JOIN channelmembers other ON other.channelid = own.channelid
    WHERE own.userid = $1 AND other.userid = $2) AS found`);
const knownAmong = hot<{ id: string }>(`
  SELECT DISTINCT other.userid AS id FROM channelmembers own JOIN channelmembers other ON other.channelid = own.channelid
   WHERE own.userid = $1 AND other.userid = ANY($2::text[])`);
const inGroupChannels = hot<StoredUser & { channel_id: string }>(`
  SELECT cm.channelid AS channel_id, ${userColumns} FROM ${userTables} JOIN channelmembers cm ON cm.userid = u.id
    JOIN channels c ON c.id = cm.channelid AND c.type::text = 'G'
   WHERE cm.channelid = ANY($1::text[]) AND u.id <> $2
     AND EXISTS (SELECT FROM channelmembers own WHERE own.channelid = cm.channelid AND own.userid = $2)
   ORDER BY u.username`);

/** Ids of everybody with whom the person shares a channel of any kind. */
export const idsKnownTo = async (db: Db, userId: string) => (await knownTo.run(db, [userId])).map(({ id }) => id);

export async function shareChannel(db: Db, userId: string, otherId: string): Promise<boolean> {
  return (await sharesChannel.run(db, [userId, otherId]))[0]?.found ?? false;
}

/** Those of the ids with whom the person shares a channel. */
export const idsKnownAmong = async (db: Db, userId: string, ids: readonly string[]) =>
  new Set((await knownAmong.run(db, [userId, ids])).map(({ id }) => id));

/** The other members of those of the group channels that the person is in. */
export const usersOfGroupChannels = (db: Db, channelIds: readonly string[], userId: string) =>
  inGroupChannels.run(db, [channelIds, userId]);

const password = hot<{ password: string }>(`SELECT coalesce(password, '') AS password FROM users WHERE id = $1`);
const strangeRoles = hot<{ name: string }>(`
  SELECT name FROM unnest($1::text[]) AS wanted (name)
   WHERE NOT EXISTS (SELECT FROM roles r WHERE r.name = wanted.name AND coalesce(r.deleteat, 0) = 0)`);

/** The stored hash; only for comparing, never shown. */
export const passwordOf = async (db: Db, id: string) => (await password.run(db, [id]))[0]?.password;

/** Those of the names that no role has. */
export const unknownRoles = async (db: Db, names: readonly string[]) =>
  (await strangeRoles.run(db, [names])).map(({ name }) => name);
