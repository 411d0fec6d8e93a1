import type { StatusOk } from '@innermost/protocol/route.ts';
import type { forgetCaches, getTimezones, writeLog } from '@innermost/protocol/system.ts';
import { hasInSystem } from '../../access/permission.ts';
import type { Call, CallOfAnyone } from '../../endpoint/endpoint.ts';
import { forbidden } from '../../platform/http/errors.ts';
import { licence } from '../../platform/config/client-config/licence.ts';
import { timezones } from './timezones.ts';

export const knownTimezones = (_call: Call<typeof getTimezones>): string[] => [...timezones];

/**
 * For an operator who changed the database by hand: everything that is kept in memory is read anew. Wire: clients hear
 * the licence again.
 */
export function dropCaches(call: Call<typeof forgetCaches>): StatusOk {
  call.changed({ kind: 'everything', events_missed: false });
  const license = licence(call.config, { full: false });
  call.emit('license_changed', { license }, {});
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
