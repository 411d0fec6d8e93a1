import { hot } from '../../platform/db/hot.ts';
import type { Db } from '../../platform/db/database.ts';
import type { Session } from '../../access/session.ts';

/** A session as stored, with what only its owner's list shows. */
export interface StoredSession extends Session {
  expired_notify: boolean;
}

interface Row extends Omit<StoredSession, 'props'> {
  props: Record<string, unknown> | null;
}

const columns = `id, coalesce(token, '') AS token, coalesce(userid, '') AS user_id, coalesce(createat, 0) AS create_at,
  coalesce(expiresat, 0) AS expires_at, coalesce(lastactivityat, 0) AS last_activity_at, coalesce(deviceid, '') AS device_id,
  coalesce(roles, '') AS roles, coalesce(isoauth, false) AS is_oauth, coalesce(expirednotify, false) AS expired_notify, props`;

const insert = hot<never>(`
  INSERT INTO sessions (id, token, createat, expiresat, lastactivityat, userid, deviceid, roles, isoauth, expirednotify, props)
  VALUES ($1, $2, $3, $4, $3, $5, $6, $7, $8, false, $9::jsonb)`);
const ofUser = hot<Row>(`SELECT ${columns} FROM sessions WHERE userid = $1 ORDER BY lastactivityat DESC, id`);
const byId = hot<Row>(`SELECT ${columns} FROM sessions WHERE id = $1`);
const remove = hot<{ id: string }>(`DELETE FROM sessions WHERE id = $1 RETURNING id`);
const removeOfUser = hot<{ id: string }>(`DELETE FROM sessions WHERE userid = $1 AND id <> $2 RETURNING id`);
const removeOfDevice = hot<{ id: string }>(
  `DELETE FROM sessions WHERE userid = $1 AND deviceid = $2 AND id <> $3 RETURNING id`,
);
const removeBeyond = hot<{ id: string }>(`
  DELETE FROM sessions WHERE id IN (
    SELECT id FROM sessions WHERE userid = $1 ORDER BY lastactivityat DESC, id OFFSET $2) RETURNING id`);
const removeAll = hot<{ id: string }>(`DELETE FROM sessions RETURNING id`);
const removeExpired = hot<{ id: string }>(`
  DELETE FROM sessions WHERE id IN (SELECT id FROM sessions WHERE expiresat > 0 AND expiresat < $1 LIMIT $2) RETURNING id`);
const update = hot<never>(`UPDATE sessions SET deviceid = $2, expiresat = $3, props = $4::jsonb WHERE id = $1`);
const updateRoles = hot<{ id: string }>(`UPDATE sessions SET roles = $2 WHERE userid = $1 RETURNING id`);

function sessionOf(row: Row): StoredSession {
  const props: Record<string, string> = {};
  for (const [name, value] of Object.entries(row.props ?? {})) props[name] = String(value);
  return { ...row, props };
}

const idsOf = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id);

export async function insertSession(db: Db, session: Session): Promise<void> {
  const { id, token, create_at, expires_at, user_id, device_id, roles, is_oauth, props } = session;
  await insert.run(db, [id, token, create_at, expires_at, user_id, device_id, roles, is_oauth, JSON.stringify(props)]);
}

export async function sessionsOfUser(db: Db, userId: string): Promise<StoredSession[]> {
  return (await ofUser.run(db, [userId])).map(sessionOf);
}

export async function sessionById(db: Db, id: string): Promise<StoredSession | undefined> {
  const row = (await byId.run(db, [id]))[0];
  return row && sessionOf(row);
}

/** Each of these answers the ids that are gone. */
export const deleteSession = async (db: Db, id: string) => idsOf(await remove.run(db, [id]));
export const deleteSessionsOfUser = async (db: Db, userId: string, exceptId = '') =>
  idsOf(await removeOfUser.run(db, [userId, exceptId]));
export const deleteSessionsOfDevice = async (db: Db, userId: string, deviceId: string, exceptId: string) =>
  idsOf(await removeOfDevice.run(db, [userId, deviceId, exceptId]));
/** Keeps the `keep` that were used last. */
export const deleteSessionsBeyond = async (db: Db, userId: string, keep: number) =>
  idsOf(await removeBeyond.run(db, [userId, keep]));
export const deleteAllSessions = async (db: Db) => idsOf(await removeAll.run(db, []));

/** Answers how many there were; at most `limit`. `before` in ms. */
export const deleteExpiredSessions = async (db: Db, before: number, limit: number) =>
  (await removeExpired.run(db, [before, limit])).length;

export async function updateSession(db: Db, session: Session): Promise<void> {
  await update.run(db, [session.id, session.device_id, session.expires_at, JSON.stringify(session.props)]);
}

export const updateRolesOfSessions = async (db: Db, userId: string, roles: string) =>
  idsOf(await updateRoles.run(db, [userId, roles]));
