/** What clients fetch before anything else, and hear again when it changed. */
import type { getCapabilities, getClientConfig, getClientLicense, Capabilities } from '@innermost/protocol/system.ts';
import type { CallOfAnyone } from '../../endpoint/endpoint.ts';
import type { Services } from '../../endpoint/services.ts';
import { AppError } from '../../platform/http/errors.ts';
import { productVersion } from '../../version.ts';
import { hasAccounts } from '../users/index.ts';
import { anonymousConfig, fullConfig, type ClientConfig } from './client-config.ts';

export function clientConfig({ services, session }: CallOfAnyone<typeof getClientConfig>): Promise<ClientConfig> {
  return session ? fullConfig(services) : anonymousConfig(services);
}

/** There is no licence, and this is all that is to be said about it. */
export function clientLicense({ query }: CallOfAnyone<typeof getClientLicense>): Record<string, string> {
  // Wire: the format has to be named, although there is only one.
  if (query.format !== 'old') throw new AppError('api.license.client.old_format.app_error', 400);
  return { IsLicensed: 'false' };
}

export async function capabilities({ config, services }: CallOfAnyone<typeof getCapabilities>): Promise<Capabilities> {
  return {
    product: 'innermost',
    version: productVersion,
    has_accounts: await hasAccounts(services),
    initialized_at: config.InnermostSettings.InitializedAt,
  };
}

/** From now on every change of the configuration is told to everybody who is connected. */
export function announceConfigChanges(services: Services): void {
  services.config.onChange(() => {
    fullConfig(services)
      .then((config) => services.hub.publish([{ event: 'config_changed', data: { config }, audience: {} }]))
      .catch((error: unknown) => services.log.warn({ err: error }, 'a changed configuration could not be announced'));
  });
}
