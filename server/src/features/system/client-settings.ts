/** What clients fetch before anything else, and hear again when it changed. */
import type { Capabilities, getCapabilities, getClientConfig, getClientLicense } from '@innermost/protocol/system.ts';
import { hasInSystem } from '../../access/permission.ts';
import type { CallOfAnyone } from '../../endpoint/endpoint.ts';
import type { Stop } from '../../area/area.ts';
import type { Services } from '../../work/services.ts';
import { everybody } from '../../work/outbox.ts';
import { work } from '../../work/work.ts';
import { clientConfig } from '../../platform/config/client-config/client-config.ts';
import { isLicensed, licence } from '../../platform/config/client-config/licence.ts';
import type { Config } from '../../platform/config/config.ts';
import { productVersion } from '../../version.ts';
import { hasAccounts } from '../users/index.ts';
import { serverFacts } from './facts.ts';

type Texts = Record<string, string>;

/** To visitors what a sign-in page needs, to people who are signed in the rest, too. */
export async function configForClient({
  config,
  services,
  session,
}: CallOfAnyone<typeof getClientConfig>): Promise<Texts> {
  return clientConfig(config, await serverFacts(services), { signedIn: session !== undefined });
}

/** Wire: clients name a format, and later ones do not; there is only one. */
export function licenseForClient({ config, services, session }: CallOfAnyone<typeof getClientLicense>): Texts {
  const full = session !== undefined && hasInSystem(services.directory, session, 'read_license_information');
  return licence(config, { full });
}

export async function capabilities({ config, services }: CallOfAnyone<typeof getCapabilities>): Promise<Capabilities> {
  return {
    product: 'innermost',
    version: productVersion,
    has_accounts: await hasAccounts(services),
    initialized_at: config.InnermostSettings.InitializedAt,
  };
}

async function tellConfig(services: Services, config: Config): Promise<void> {
  try {
    const told = clientConfig(config, await serverFacts(services), { signedIn: true });
    await work(services, { lanes: [everybody], transaction: 'none' }, ({ emit }) =>
      emit('config_changed', { config: told }, {}),
    );
  } catch (error) {
    services.log.warn({ err: error }, 'a changed configuration could not be announced');
  }
}

async function tellLicense(services: Services, config: Config): Promise<void> {
  const license = licence(config, { full: false });
  await work(services, { lanes: [everybody], transaction: 'none' }, ({ emit }) =>
    emit('license_changed', { license }, {}),
  );
}

/** From now on every change of the configuration is told to everybody who is connected. */
export function announceConfigChanges(services: Services): Stop {
  return services.config.onChange((config, before) => {
    void tellConfig(services, config);
    if (isLicensed(config) === isLicensed(before)) return;
    void tellLicense(services, config);
  });
}
