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
  /** For administrators: somebody who is no trusted proxy sends forwarding headers. `setting` would trust them. */
  untrusted_proxy?: { address: string; header: string; requests: number; setting: string };
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
/** The whole configuration back; keys that are left out stay as they are. */
export const updateConfig = route('PUT', '/api/v4/config')
  .takes<Record<string, Record<string, unknown>>>()
  .returns<Record<string, Record<string, unknown>>>();
/** On local sockets only. Each is a path that ends in `.json`, a `postgres://` address, or the word `database`. */
export const migrateConfig = route('POST', '/api/v4/config/migrate')
  .takes<{ from: string; to: string }>()
  .returns<StatusOk>();
export const getOnboarding = route('GET', '/api/v4/system/onboarding/complete').returns<{
  name: string;
  value: string;
}>();
export const completeOnboarding = route('POST', '/api/v4/system/onboarding/complete')
  .takes<{ organization?: string }>()
  .returns<StatusOk>();
export const getTimezones = route('GET', '/api/v4/system/timezones').returns<string[]>();
export const forgetCaches = route('POST', '/api/v4/caches/invalidate').returns<StatusOk>();
/** Lets a client leave a line in the server's log; answers what it sent. */
export const writeLog = route('POST', '/api/v4/logs')
  .takes<{ level: string; message: string }>()
  .returns<Record<string, string>>();

/** One figure; which there are depends on the `name` that is asked for. */
export interface AnalyticsRow {
  name: string;
  value: number;
}
export const getAnalytics = route('GET', '/api/v4/analytics/old').asks<'name' | 'team_id'>().returns<AnalyticsRow[]>();

/** A row whose parent is missing. Ids of several columns are joined by commas. */
export interface OrphanedRecord {
  parent_id: string | null;
  child_id: string | null;
}
export interface IntegrityCheckResult {
  /** One reference between tables. The `_attr`s are columns of the child: the one with the parent's id, and its own key. */
  data: {
    parent_name: string;
    child_name: string;
    parent_id_attr: string;
    child_id_attr: string;
    records: OrphanedRecord[];
  };
  /** Why the reference could not be checked to its end; null when it was. */
  err: string | null;
}
/** On local sockets only. */
export const checkIntegrity = route('POST', '/api/v4/integrity').returns<IntegrityCheckResult[]>();

// Asked for by official clients on every server; the features behind them are the vendor's or not offered.
export const getServerLimits = route('GET', '/api/v4/limits/server').returns<{
  activeUserCount: number;
  maxUsersLimit: number;
  maxUsersHardLimit: number;
  postHistoryLimit: number;
  lastAccessiblePostTime: number;
}>();
export const getNotices = route('GET', '/api/v4/system/notices/:team_id').returns<unknown[]>();
export const viewNotices = route('PUT', '/api/v4/system/notices/view').returns<StatusOk>();
export const getProfileAttributeFields = route('GET', '/api/v4/custom_profile_attributes/fields').returns<unknown[]>();
export const getProfileAttributes = route('GET', '/api/v4/users/:user_id/custom_profile_attributes').returns<
  Record<string, unknown>
>();
export const reportClientPerformance = route('POST', '/api/v4/client_perf').returns<StatusOk>();
export const getWebPlugins = route('GET', '/api/v4/plugins/webapp').returns<unknown[]>();
export const getPlugins = route('GET', '/api/v4/plugins').returns<{ active: unknown[]; inactive: unknown[] }>();
export const getPluginStatuses = route('GET', '/api/v4/plugins/statuses').returns<unknown[]>();
export const getMarketplacePlugins = route('GET', '/api/v4/plugins/marketplace').returns<unknown[]>();
// On local sockets only.
export const reattachPlugin = route('POST', '/api/v4/plugins/reattach').returns<StatusOk>();
export const detachPlugin = route('POST', '/api/v4/plugins/:plugin_id/detach').returns<StatusOk>();
export const getSchemes = route('GET', '/api/v4/schemes').asks<'scope' | 'page' | 'per_page'>().returns<unknown[]>();
/** By team, and for direct and group channels under `directChannels`. */
export const getScheduledPosts = route('GET', '/api/v4/posts/scheduled/team/:team_id')
  .asks<'includeDirectChannels'>()
  .returns<Record<string, unknown[]>>();
export const testOAuth = route('GET', '/api/v4/oauth_test').returns<StatusOk>();
export const getAgentsStatus = route('GET', '/api/v4/agents/status').returns<{ available: boolean }>();
export const getAgents = route('GET', '/api/v4/agents').returns<unknown[]>();
export const getLanguageModels = route('GET', '/api/v4/llmservices').returns<unknown[]>();
export const getPostsUsage = route('GET', '/api/v4/usage/posts').returns<{ count: number }>();
export const getStorageUsage = route('GET', '/api/v4/usage/storage').returns<{ bytes: number }>();
export const getTeamsUsage = route('GET', '/api/v4/usage/teams').returns<{ active: number; cloud_archived: number }>();
export const getLicenseLoad = route('GET', '/api/v4/license/load_metric').returns<{ load: number }>();
export const getTrialLicense = route('GET', '/api/v4/trial-license/prev').returns<Record<string, string>>();
export const getRedirectLocation = route('GET', '/api/v4/redirect_location').asks<'url'>().returns<{
  location: string;
}>();

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
