/** Signed-in clients of a person: begun, listed, ended. */
import type { AnyRoute } from '@innermost/protocol/route.ts';
import { newSession } from '../../access/sessions.ts';
import type { Session } from '../../access/session.ts';
import type { Call } from '../../endpoint/endpoint.ts';
import type { Config } from '../../platform/config/config.ts';
import { invalidBody } from '../../platform/http/errors.ts';
import { newId } from '../../platform/ids.ts';
import { describeClient } from './client.ts';
import {
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

export type Change = Pick<Call<AnyRoute>, 'db' | 'afterCommit' | 'now' | 'services' | 'config'>;

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
  change: Change,
  owner: Owner,
  client: { userAgent: string; deviceId: string },
): Promise<Session> {
  const { platform, os, browser, isMobile } = describeClient(client.userAgent);
  const fromApp = isMobile || client.deviceId !== '';
  const session = newSession({
    user_id: owner.id,
    create_at: change.now,
    last_activity_at: change.now,
    expires_at: change.now + sessionLength(change.config, fromApp),
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
  await insertSession(change.db, session);
  const replaced =
    client.deviceId === '' ? [] : await deleteSessionsOfDevice(change.db, owner.id, client.deviceId, session.id);
  const surplus = await deleteSessionsBeyond(change.db, owner.id, sessionsPerUser);
  sessionsEnded(change, [...replaced, ...surplus]);
  change.afterCommit(() => change.services.sessions.remember(session));
  return session;
}

/** Tells caches and sockets, after the commit. */
export function sessionsEnded(change: Pick<Change, 'afterCommit' | 'services'>, ids: readonly string[]): void {
  if (ids.length === 0) return;
  change.afterCommit(() => {
    change.services.sessions.forget(ids);
    change.services.hub.sessionsRevoked(ids);
  });
}

export async function endSession(change: Change, sessionId: string): Promise<void> {
  sessionsEnded(change, await deleteSession(change.db, sessionId));
}

/** Ends all sessions of a person, except the one named. */
export async function endSessionsOf(change: Change, userId: string, exceptId?: string): Promise<void> {
  sessionsEnded(change, await deleteSessionsOfUser(change.db, userId, exceptId));
}

/** A session carries its owner's system roles; they change together. */
export async function changeRolesOfSessions(change: Change, userId: string, roles: string): Promise<void> {
  const { directory, hub, sessions } = change.services;
  const ids = await updateRolesOfSessions(change.db, userId, roles);
  const names = roles.split(' ');
  change.afterCommit(() => {
    for (const id of ids) sessions.amend(id, { roles });
    hub.rolesChanged(userId, {
      is_admin: directory.grants(names, 'manage_system'),
      is_guest: names.includes('system_guest'),
    });
  });
}
