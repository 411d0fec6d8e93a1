/** The configuration as administrators see and change it. */
import type { StatusOk } from '@innermost/protocol/route.ts';
import type {
  getConfig,
  getConfigEnvironment,
  migrateConfig,
  patchConfig,
  updateConfig,
} from '@innermost/protocol/system.ts';
import type { Call } from '../../endpoint/endpoint.ts';
import { hasAdministratorWithFactor } from '../../endpoint/queries/factors.ts';
import { FixedSettingError, hideSecrets, InvalidSettingError } from '../../platform/config/patch.ts';
import { ConfigPlaceError } from '../../platform/config/migrate.ts';
import { AppError, invalidBody } from '../../platform/http/errors.ts';
import { hasConfirmedAdministrator, userById } from '../users/index.ts';

type Sections = Record<string, Record<string, unknown>>;
type Changing = Call<typeof patchConfig> | Call<typeof updateConfig>;

/** Wire: the whole configuration must not be kept by anybody on the way. */
const uncached = 'no-cache, no-store, must-revalidate';

export function showConfig(call: Call<typeof getConfig>): Sections {
  call.header('Cache-Control', uncached);
  return hideSecrets(call.config);
}

/** Section → key → true where the environment decides, and nothing else. */
export function showConfigEnvironment(
  call: Call<typeof getConfigEnvironment>,
): Record<string, Record<string, boolean>> {
  call.header('Cache-Control', uncached);
  const fixed: Record<string, Record<string, boolean>> = {};
  for (const name of call.services.config.overrides()) {
    const [section = '', key = ''] = name.split('.');
    (fixed[section] ??= {})[key] = true;
  }
  return fixed;
}

/** Merges. A setting that the environment fixes to another value is an error that names the variable. */
export function changePart(call: Call<typeof patchConfig>): Promise<Sections> {
  return change(call, false);
}

/** Merges. Wire: consoles put back the whole configuration, so what the environment fixes stays without an error. */
export function changeWhole(call: Call<typeof updateConfig>): Promise<Sections> {
  return change(call, true);
}

const verification = 'EmailSettings.RequireEmailVerification';

/**
 * Confirmed addresses are not demanded while that would shut out who demands it, or everybody who could take it back.
 * A mail server does not help: nothing mails a link that confirms.
 */
async function checkSomebodyGetsIn({ body, config, db, services, session }: Changing): Promise<void> {
  const wanted = body.EmailSettings?.RequireEmailVerification;
  if (wanted !== true || config.EmailSettings.RequireEmailVerification) return;
  if (services.config.overrides().has(verification)) return;
  const caller = await userById(db, session.user_id);
  const isCallerOut = caller !== undefined && !caller.is_bot && !caller.email_verified;
  if (!isCallerOut && (await hasConfirmedAdministrator(db))) return;
  const whose = isCallerOut ? 'your own e-mail address' : 'the e-mail address of no administrator';
  const is = isCallerOut
    ? 'is not confirmed, and you could not sign in again'
    : 'is confirmed, and none could sign in again';
  const remedy = `Confirm it first: POST /api/v4/users/${isCallerOut ? session.user_id : '{user_id}'}/email/verify/member.`;
  const message = `${verification} cannot be true while ${whose} ${is}. ${remedy}`;
  throw new AppError('api.config.update_config.invalid.app_error', { message });
}

const enforcement = 'ServiceSettings.EnforceMultifactorAuthentication';

/** A second factor is not demanded by somebody who has none: nobody can add one on this server yet. */
async function checkCallerHasFactor({ body, config, db, services, session }: Changing): Promise<void> {
  const wanted = body.ServiceSettings?.EnforceMultifactorAuthentication;
  if (wanted !== true || config.ServiceSettings.EnforceMultifactorAuthentication) return;
  if (services.config.overrides().has(enforcement)) return;
  const caller = await userById(db, session.user_id);
  if (caller ? caller.mfa_active : await hasAdministratorWithFactor(db)) return;
  const whose = caller ? 'your own account' : 'no administrator';
  const message = `${enforcement} cannot be true while ${whose} has ${caller ? 'no' : 'a'} second factor, or nobody could sign in and switch it off. This server cannot add one yet.`;
  throw new AppError('api.config.update_config.invalid.app_error', { message });
}

async function change(call: Changing, whole: boolean): Promise<Sections> {
  const { body, services, session } = call;
  call.header('Cache-Control', uncached);
  await checkSomebodyGetsIn(call);
  await checkCallerHasFactor(call);
  try {
    // The store checks every value against its declaration and ignores what nobody declared.
    const changed = await services.config.update(body, { by: session.user_id, whole });
    return hideSecrets(changed);
  } catch (error) {
    throw refusalOf(error) ?? error;
  }
}

function refusalOf(error: unknown): AppError | undefined {
  if (error instanceof FixedSettingError) {
    const params = { settings: error.settings.join(', '), variables: error.variables.join(', ') };
    return new AppError('api.config.update_config.fixed.app_error', params);
  }
  if (error instanceof InvalidSettingError)
    return new AppError('api.config.update_config.invalid.app_error', { message: error.message });
  return undefined;
}

/** Copies; the server goes on with its own configuration, which changes only where it was the target. */
export async function copyConfig({ body, services }: Call<typeof migrateConfig>): Promise<StatusOk> {
  for (const name of ['from', 'to'] as const) if (body[name] === '') throw invalidBody(name);
  try {
    await services.config.migrate(body.from, body.to);
  } catch (error) {
    if (!(error instanceof ConfigPlaceError)) throw error;
    throw new AppError('api.config.migrate_config.app_error', { message: error.message });
  }
  return { status: 'OK' };
}
