/**
 * Wire: official clients ask these on every server and on every reconnect, for features that are the vendor's
 * business or that this server does not offer. An error here costs them more than an honest nothing.
 */
import {
  detachPlugin,
  getAgents,
  getAgentsStatus,
  getLanguageModels,
  getLicenseLoad,
  getMarketplacePlugins,
  getNotices,
  getPlugins,
  getPluginStatuses,
  getPostsUsage,
  getProfileAttributeFields,
  getProfileAttributes,
  getRedirectLocation,
  getScheduledPosts,
  getSchemes,
  getServerLimits,
  getStorageUsage,
  getTeamsUsage,
  getTrialLicense,
  getWebPlugins,
  reattachPlugin,
  reportClientPerformance,
  testOAuth,
  viewNotices,
} from '@innermost/protocol/system.ts';
import { anyone, can, inSystem, signedIn } from '../../access/can.ts';
import { inTeam, type InTeam } from '../../access/scopes/team.ts';
import { endpoint, type Call } from '../../endpoint/endpoint.ts';
import { AppError, invalidBody } from '../../platform/http/errors.ts';
import { isTrue } from '../../platform/http/paging.ts';

const nothingToWrite = { transaction: 'none', because: 'nothing is kept', audit: 'never' } as const;
const noList = (): [] => [];
const accepted = () => ({ status: 'OK' }) as const;

export const notOfferedEndpoints = [
  endpoint(getServerLimits, { access: signedIn(), handle: noLimits }),
  endpoint(getNotices, { access: signedIn(), handle: noList }),
  endpoint(viewNotices, { access: signedIn(), ...nothingToWrite, handle: accepted }),
  endpoint(getProfileAttributeFields, { onSocket: 'local', access: signedIn(), handle: noList }),
  endpoint(getProfileAttributes, { onSocket: 'local', access: signedIn(), handle: noAttributes }),
  endpoint(reportClientPerformance, { access: signedIn(), ...nothingToWrite, csrfExempt: true, handle: accepted }),
  endpoint(getWebPlugins, { access: anyone(), handle: noList }),
  endpoint(getPlugins, { onSocket: 'local', access: can('sysconsole_read_plugins', inSystem()), handle: noPlugins }),
  endpoint(getPluginStatuses, { access: can('sysconsole_read_plugins', inSystem()), handle: noList }),
  endpoint(getMarketplacePlugins, {
    onSocket: 'local',
    access: can('sysconsole_read_plugins', inSystem()),
    handle: noList,
  }),
  endpoint(reattachPlugin, {
    onSocket: 'local-only',
    access: can('manage_system', inSystem()),
    ...nothingToWrite,
    handle: refusePlugin,
  }),
  endpoint(detachPlugin, {
    onSocket: 'local-only',
    access: can('manage_system', inSystem()),
    anyIds: true,
    ...nothingToWrite,
    handle: refusePlugin,
  }),
  endpoint(getSchemes, { access: can('sysconsole_read_user_management_permissions', inSystem()), handle: noList }),
  endpoint(getScheduledPosts, {
    access: can(
      'view_team',
      inTeam(({ params }) => params.team_id),
    ),
    handle: noScheduledPosts,
  }),
  endpoint(testOAuth, { access: signedIn(), handle: accepted }),
  endpoint(getAgentsStatus, { access: signedIn(), handle: noAgents }),
  endpoint(getAgents, { access: signedIn(), handle: noList }),
  endpoint(getLanguageModels, { access: signedIn(), handle: noList }),
  endpoint(getPostsUsage, { access: signedIn(), handle: () => ({ count: 0 }) }),
  endpoint(getStorageUsage, { access: signedIn(), handle: () => ({ bytes: 0 }) }),
  endpoint(getTeamsUsage, { access: signedIn(), handle: () => ({ active: 0, cloud_archived: 0 }) }),
  endpoint(getLicenseLoad, { access: signedIn(), handle: () => ({ load: 0 }) }),
  endpoint(getTrialLicense, { access: signedIn(), handle: () => ({ IsLicensed: 'false' }) }),
  endpoint(getRedirectLocation, { access: signedIn(), handle: noRedirect }),
];

function noPlugins() {
  return { active: [], inactive: [] };
}

/** Wire: what every route of plugins answers where they are switched off. */
function refusePlugin(): never {
  throw new AppError('app.plugin.disabled.app_error');
}

function noScheduledPosts({ params, query }: Call<typeof getScheduledPosts, InTeam>): Record<string, unknown[]> {
  return { [params.team_id]: [], ...(isTrue(query.includeDirectChannels) ? { directChannels: [] } : {}) };
}

/** Wire: 0 is "no limit". */
function noLimits() {
  return {
    activeUserCount: 0,
    maxUsersLimit: 0,
    maxUsersHardLimit: 0,
    singleChannelGuestCount: 0,
    singleChannelGuestLimit: 0,
    postHistoryLimit: 0,
    lastAccessiblePostTime: 0,
  };
}

/** Nothing is fetched on anybody's behalf here. */
function noRedirect({ query }: Call<typeof getRedirectLocation>) {
  if (!query.url) throw invalidBody('url');
  return { location: '' };
}

function noAttributes(): Record<string, unknown> {
  return {};
}

function noAgents() {
  return { available: false };
}
