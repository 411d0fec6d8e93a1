/** Signed-in clients of a person: begun, listed, ended. */
import { newSession } from '../../access/sessions.ts';
import type { Session } from '../../access/session.ts';
import type { Config } from '../../platform/config/config.ts';
import { invalidBody } from '../../platform/http/errors.ts';
import { newId } from '../../platform/ids.ts';
import { topic } from '../../work/topic.ts';
import type { Work } from '../../work/work.ts';
import { describeClient } from './client.ts';
import {
  deleteAllSessions,
  deleteSession,
  deleteSessionsBeyond,
  deleteSessionsOfDevice,
  deleteSessionsOfUser,
  insertSession,
  updateRolesOfSessions,
} from './queries.ts';

const sessionsPerUser = 500;
const deviceIdCharacters = 512;
const hour = 3_600_000;

/** After the commit, in the process that its next request will probably reach. */
export const sessionBegan = topic<Session>('session_began');

interface Owner {
  id: string;
  /** Space separated names of system roles. */
  roles: string;
}

/** ms that a session lasts: phones have their own length. */
export function sessionLength(config: Config, isMobile: boolean): number {
  const { SessionLengthMobileInHours, SessionLengthWebInHours } = config.ServiceSettings;
  return (isMobile ? SessionLengthMobileInHours : SessionLengthWebInHours) * hour;
}

/** 400 for what the column does not hold. */
export function checkDeviceId(id: string): void {
  if (id.length > deviceIdCharacters) throw invalidBody('device_id');
}

/**
 * Stores a new session and ends those it replaces: of the same device, and the least recently used beyond 500.
 * Its token goes to the client in the header `Token`.
 */
export async function startSession(
  w: Work,
  owner: Owner,
  client: { userAgent: string; deviceId: string },
): Promise<Session> {
  const { platform, os, browser, isMobile } = describeClient(client.userAgent);
  const fromApp = isMobile || client.deviceId !== '';
  const session = newSession({
    user_id: owner.id,
    create_at: w.now,
    last_activity_at: w.now,
    expires_at: w.now + sessionLength(w.config, fromApp),
    device_id: client.deviceId,
    roles: owner.roles,
    is_oauth: false,
    props: {
      platform,
      os,
      browser,
      csrf: newId(),
      isMobile: String(fromApp),
      isSaml: 'false',
      isOAuthUser: 'false',
      is_guest: String(owner.roles.split(' ').includes('system_guest')),
    },
  });
  await insertSession(w.db, session);
  const replaced =
    client.deviceId === '' ? [] : await deleteSessionsOfDevice(w.db, owner.id, client.deviceId, session.id);
  const surplus = await deleteSessionsBeyond(w.db, owner.id, sessionsPerUser);
  sessionsEnded(w, [...replaced, ...surplus]);
  w.tell(sessionBegan, session);
  return session;
}

export function sessionsEnded(w: Work, ids: readonly string[]): void {
  if (ids.length > 0) w.changed({ kind: 'sessions_ended', session_ids: ids });
}

export async function endSession(w: Work, sessionId: string): Promise<void> {
  sessionsEnded(w, await deleteSession(w.db, sessionId));
}

/** Signs everybody out. */
export async function endEverySession(w: Work): Promise<void> {
  sessionsEnded(w, await deleteAllSessions(w.db));
}

/** Ends all sessions of a person, except the one named. */
export async function endSessionsOf(w: Work, userId: string, exceptId?: string): Promise<void> {
  sessionsEnded(w, await deleteSessionsOfUser(w.db, userId, exceptId));
}

/** A session carries its owner's system roles; they change together. */
export async function changeRolesOfSessions(w: Work, userId: string, roles: string): Promise<void> {
  const session_ids = await updateRolesOfSessions(w.db, userId, roles);
  w.changed({ kind: 'system_roles', user_id: userId, roles, session_ids });
}
