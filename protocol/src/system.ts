import { route, type StatusOk } from './route.ts';

export interface Ping {
  status: 'OK' | 'UNHEALTHY';
  AndroidLatestVersion: string;
  AndroidMinVersion: string;
  IosLatestVersion: string;
  IosMinVersion: string;
  ActiveSearchBackend: string;
  database_status?: 'OK' | 'UNHEALTHY';
  filestore_status?: 'OK' | 'UNHEALTHY';
  root_status?: boolean;
  CanReceiveNotifications?: 'true' | 'false' | 'unknown';
}

export const ping = route('GET', '/api/v4/system/ping')
  .asks<'get_server_status' | 'device_id' | 'time' | 'use_rest_semantics'>()
  .returns<Ping>();
/** All values are strings, booleans `"true"` or `"false"`. */
export const getClientConfig = route('GET', '/api/v4/config/client').asks<'format'>().returns<Record<string, string>>();
export const getClientLicense = route('GET', '/api/v4/license/client')
  .asks<'format'>()
  .returns<Record<string, string>>();
/** The whole configuration in its JSON shape; secrets are masked. */
export const getConfig = route('GET', '/api/v4/config').returns<Record<string, Record<string, unknown>>>();
export const patchConfig = route('PUT', '/api/v4/config/patch')
  .takes<Record<string, Record<string, unknown>>>()
  .returns<Record<string, Record<string, unknown>>>();
/** Section → key → true where the environment fixes the value. */
export const getConfigEnvironment = route('GET', '/api/v4/config/environment').returns<
  Record<string, Record<string, boolean>>
>();
export const completeOnboarding = route('POST', '/api/v4/system/onboarding/complete').returns<StatusOk>();

/** What this server can do, for its own clients (`innermost` and the web client). */
export interface Capabilities {
  product: 'innermost';
  version: string;
  /** False until the first account exists. */
  has_accounts: boolean;
  /** ms since 1970 of `innermost initialize`, 0 when it was never run. */
  initialized_at: number;
}
export const getCapabilities = route('GET', '/api/v4/innermost/capabilities').returns<Capabilities>();

export interface SystemEvents {
  hello: { server_version: string; connection_id: string; server_hostname?: string };
  config_changed: { config: Record<string, string> };
  license_changed: { license: Record<string, string> };
}
