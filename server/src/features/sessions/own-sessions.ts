/** The list of where a person is signed in, and what he can do about it. */
import type { StatusOk } from '@innermost/protocol/route.ts';
import type {
  attachDevice,
  getSessions,
  revokeAllSessions,
  revokeEverySession,
  revokeSession,
  SessionInfo,
} from '@innermost/protocol/users.ts';
import { sessionCookies } from '../../access/cookies.ts';
import type { OfUser } from '../../access/scopes/user.ts';
import type { Call } from '../../endpoint/endpoint.ts';
import { AppError, forbidden, invalidBody } from '../../platform/http/errors.ts';
import { deleteSessionsOfDevice, sessionById, sessionsOfUser, updateSession } from './queries.ts';
import { checkDeviceId, endEverySession, endSession, endSessionsOf, sessionLength, sessionsEnded } from './sessions.ts';

/** Wire: never the token, which is the key to the session. */
export async function listSessions({
  db,
  granted,
  session: asking,
}: Call<typeof getSessions, OfUser>): Promise<SessionInfo[]> {
  const found = await sessionsOfUser(db, granted.user_id);
  return found.map((session) => {
    const { csrf: _secret, ...props } = session.props;
    return { ...session, token: '', props, team_members: [], local: false, is_current: session.id === asking.id };
  });
}

export async function revokeOne(call: Call<typeof revokeSession, OfUser>): Promise<StatusOk> {
  if (call.body.session_id === '') throw invalidBody('session_id');
  const session = await sessionById(call.db, call.body.session_id);
  if (!session) throw new AppError('app.session.get.app_error');
  if (session.user_id !== call.granted.user_id) throw invalidBody('user_id');
  await endSession(call, session.id);
  return { status: 'OK' };
}

export async function revokeAllOfUser(call: Call<typeof revokeAllSessions, OfUser>): Promise<StatusOk> {
  await endSessionsOf(call, call.granted.user_id);
  return { status: 'OK' };
}

/** Signs everybody out, the caller included. */
export async function revokeEverybodys(call: Call<typeof revokeEverySession>): Promise<StatusOk> {
  await endEverySession(call);
  return { status: 'OK' };
}

function checkedProps(body: Call<typeof attachDevice>['body']): Record<string, string> {
  const props: Record<string, string> = {};
  const { device_notification_disabled: disabled, mobile_version: version } = body;
  if (disabled) {
    if (disabled !== 'true' && disabled !== 'false') throw invalidBody('device_notification_disabled');
    props['device_notification_disabled'] = disabled;
  }
  if (version) {
    if (!/^\d+\.\d+\.\d+([-+][\w.+-]*)?$/.test(version)) throw invalidBody('mobile_version');
    props['mobile_version'] = version;
  }
  return props;
}

/** Ties the session to a phone, which then gets pushes; other sessions of that phone end. */
export async function attachToDevice(call: Call<typeof attachDevice>): Promise<StatusOk> {
  const { body, config, db, now, request, session } = call;
  if (session.is_oauth) throw forbidden('oauth session');
  const props = { ...session.props, ...checkedProps(body) };
  const device_id = body.device_id || session.device_id;
  checkDeviceId(device_id);
  let { expires_at } = session;
  if (body.device_id) {
    props['isMobile'] = 'true';
    expires_at = now + sessionLength(config, true);
    sessionsEnded(call, await deleteSessionsOfDevice(db, session.user_id, body.device_id, session.id));
    call.header('Set-Cookie', sessionCookies({ ...session, props }, { config, request }).slice(0, 1));
  }
  const changed = { device_id, expires_at, props };
  await updateSession(db, { ...session, ...changed });
  call.changed({ kind: 'session', session_id: session.id, ...changed });
  return { status: 'OK' };
}
