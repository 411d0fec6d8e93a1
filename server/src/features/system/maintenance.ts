import type { StatusOk } from '@innermost/protocol/route.ts';
import type { forgetCaches, getTimezones, writeLog } from '@innermost/protocol/system.ts';
import { hasInSystem } from '../../access/permission.ts';
import type { Call, CallOfAnyone } from '../../endpoint/endpoint.ts';
import { forbidden } from '../../platform/http/errors.ts';

let timezones: string[] | undefined;

export function knownTimezones(_call: Call<typeof getTimezones>): string[] {
  return (timezones ??= Intl.supportedValuesOf('timeZone'));
}

export async function dropCaches({ services }: Call<typeof forgetCaches>): Promise<StatusOk> {
  await services.directory.forgetEverything();
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
