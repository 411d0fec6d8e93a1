import { narrow, sql, statementsOf } from '../../platform/db/statement.ts';
import type { Db } from '../../platform/db/database.ts';
import type { Session } from '../../access/session.ts';
import type { Statements } from './queries.gen.ts';

const statement = statementsOf<Statements>(import.meta.url);

/** A session as stored, with what only its owner's list shows. */
export interface StoredSession extends Session {
  expired_notify: boolean;
}

interface Row extends Omit<StoredSession, 'props'> {
  props: Record<string, unknown> | null;
}

const columns = sql`id, coalesce(token, '') AS token, coalesce(userid, '') AS user_id, coalesce(createat, 0) AS create_at,
  coalesce(expiresat, 0) AS expires_at, coalesce(lastactivityat, 0) AS last_activity_at, coalesce(deviceid, '') AS device_id,
  coalesce(roles, '') AS roles, coalesce(isoauth, false) AS is_oauth, coalesce(expirednotify, false) AS expired_notify, props`;

const insert = statement(
  'insert',
  sql`
  INSERT INTO sessions (id, token, createat, expiresat, lastactivityat, userid, deviceid, roles, isoauth, expirednotify, props)
  VALUES (:id, :token, :create_at, :expires_at, :create_at, :user_id, :device_id, :roles, :is_oauth, false, :props::jsonb)`,
);
const ofUser = statement(
  'ofUser',
  sql`SELECT ${columns} FROM sessions WHERE userid = :user_id ORDER BY lastactivityat DESC, id`,
  narrow<{ props: Row['props'] }>(),
);
const byId = statement('byId', sql`SELECT ${columns} FROM sessions WHERE id = :id`, narrow<{ props: Row['props'] }>());
const remove = statement('remove', sql`DELETE FROM sessions WHERE id = :id RETURNING id`);
const removeOfUser = statement(
  'removeOfUser',
  sql`DELETE FROM sessions WHERE userid = :user_id AND id <> :except_id RETURNING id`,
);
const removeOfDevice = statement(
  'removeOfDevice',
  sql`DELETE FROM sessions WHERE userid = :user_id AND deviceid = :device_id AND id <> :except_id RETURNING id`,
);
const removeBeyond = statement(
  'removeBeyond',
  sql`
  DELETE FROM sessions WHERE id IN (
    SELECT id FROM sessions WHERE userid = :user_id ORDER BY lastactivityat DESC, id OFFSET :keep) RETURNING id`,
);
const removeAll = statement('removeAll', sql`DELETE FROM sessions RETURNING id`);
const removeExpired = statement(
  'removeExpired',
  sql`
  DELETE FROM sessions WHERE id IN (SELECT id FROM sessions WHERE expiresat > 0 AND expiresat < :before LIMIT :limit) RETURNING id`,
);
const update = statement(
  'update',
  sql`UPDATE sessions SET deviceid = :device_id, expiresat = :expires_at, props = :props::jsonb WHERE id = :id`,
);
const updateRoles = statement(
  'updateRoles',
  sql`UPDATE sessions SET roles = :roles WHERE userid = :user_id RETURNING id`,
);

function sessionOf(row: Row): StoredSession {
  const props: Record<string, string> = {};
  for (const [name, value] of Object.entries(row.props ?? {})) props[name] = String(value);
  return { ...row, props };
}

const idsOf = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id);

export async function insertSession(db: Db, session: Session): Promise<void> {
  const { id, token, create_at, expires_at, user_id, device_id, roles, is_oauth, props } = session;
  await insert(db, {
    id,
    token,
    create_at,
    expires_at,
    user_id,
    device_id,
    roles,
    is_oauth,
    props: JSON.stringify(props),
  });
}

export async function sessionsOfUser(db: Db, userId: string): Promise<StoredSession[]> {
  return (await ofUser(db, { user_id: userId })).map(sessionOf);
}

export async function sessionById(db: Db, id: string): Promise<StoredSession | undefined> {
  const row = (await byId(db, { id }))[0];
  return row && sessionOf(row);
}

/** Each of these answers the ids that are gone. */
export const deleteSession = async (db: Db, id: string) => idsOf(await remove(db, { id }));
export const deleteSessionsOfUser = async (db: Db, userId: string, exceptId = '') =>
  idsOf(await removeOfUser(db, { user_id: userId, except_id: exceptId }));
export const deleteSessionsOfDevice = async (db: Db, userId: string, deviceId: string, exceptId: string) =>
  idsOf(await removeOfDevice(db, { user_id: userId, device_id: deviceId, except_id: exceptId }));
/** Keeps the `keep` that were used last. */
export const deleteSessionsBeyond = async (db: Db, userId: string, keep: number) =>
  idsOf(await removeBeyond(db, { user_id: userId, keep }));
export const deleteAllSessions = async (db: Db) => idsOf(await removeAll(db));

/** Answers how many there were; at most `limit`. `before` in ms. */
export const deleteExpiredSessions = async (db: Db, before: number, limit: number) =>
  (await removeExpired(db, { before, limit })).length;

export async function updateSession(db: Db, session: Session): Promise<void> {
  await update(db, {
    id: session.id,
    device_id: session.device_id,
    expires_at: session.expires_at,
    props: JSON.stringify(session.props),
  });
}

export const updateRolesOfSessions = async (db: Db, userId: string, roles: string) =>
  idsOf(await updateRoles(db, { user_id: userId, roles }));
