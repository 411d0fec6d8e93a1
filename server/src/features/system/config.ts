/** The configuration as administrators see and change it. */
import type { getConfig, getConfigEnvironment, patchConfig, updateConfig } from '@innermost/protocol/system.ts';
import type { Call } from '../../endpoint/endpoint.ts';
import { FixedSettingError, hideSecrets, InvalidSettingError } from '../../platform/config/patch.ts';
import { AppError } from '../../platform/http/errors.ts';

type Sections = Record<string, Record<string, unknown>>;

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

async function change(call: Call<typeof patchConfig> | Call<typeof updateConfig>, whole: boolean): Promise<Sections> {
  const { body, services, session } = call;
  call.header('Cache-Control', uncached);
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
    return new AppError('api.config.update_config.fixed.app_error', 400, params);
  }
  if (error instanceof InvalidSettingError)
    return new AppError('api.config.update_config.invalid.app_error', 400, { message: error.message });
  return undefined;
}
