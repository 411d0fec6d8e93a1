import type { StatusOk } from '@innermost/protocol/route.ts';
import type { forgetCaches, getTimezones, writeLog } from '@innermost/protocol/system.ts';
import { hasInSystem } from '../../access/permission.ts';
import { isGuestSession } from '../../access/session.ts';
import type { Call, CallOfAnyone } from '../../endpoint/endpoint.ts';
import { forbidden } from '../../platform/http/errors.ts';
import { licence } from '../../platform/config/client-config/licence.ts';
import { timezones } from './timezones.ts';

export const knownTimezones = (_call: Call<typeof getTimezones>): string[] => [...timezones];

/**
 * For an operator who changed the database by hand: everything that is kept in memory is read anew. Wire: clients hear
 * the licence again.
 */
export async function dropCaches(call: Call<typeof forgetCaches>): Promise<StatusOk> {
  const { directory, hub, sessions } = call.services;
  await directory.forgetEverything();
  const { live, ended } = await sessions.readAgain();
  hub.sessionsRevoked(ended);
  for (const session of live) {
    const is_admin = hasInSystem(directory, session, 'manage_system');
    hub.rolesChanged(session.user_id, { is_admin, is_guest: isGuestSession(session) });
  }
  for (const userId of new Set(live.map(({ user_id }) => user_id))) hub.membershipsUnknown(userId);
  const license = licence(call.config, { full: false });
  hub.publish([{ event: 'license_changed', data: { license }, audience: {} }]);
  call.header('Cache-Control', 'no-cache, no-store, must-revalidate');
  return { status: 'OK' };
}

/** Errors only from administrators, anything only from people who are signed in, unless developer mode is on. */
export function logFromClient(call: CallOfAnyone<typeof writeLog>): Record<string, string> {
  const { body, config, request, services, session } = call;
  const isDeveloper = config.ServiceSettings.EnableDeveloper;
  if (!session && !isDeveloper) throw forbidden('signed in');
  const mayError = isDeveloper || (session && hasInSystem(services.directory, session, 'manage_system'));
  const level = body.level.toUpperCase() === 'ERROR' && mayError ? 'ERROR' : 'DEBUG';
  const fields = { client: request.ip, user_id: session?.user_id };
  const message = `client: ${body.message.slice(0, 400)}`;
  if (level === 'ERROR') services.log.error(fields, message);
  else services.log.debug(fields, message);
  return { level, message: body.message };
}
