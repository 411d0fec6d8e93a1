/**
 * The configuration as clients are told it: a flat map of texts, a part of it to everybody, the rest to whoever is
 * signed in. A missing key breaks official clients, so what this server does not offer is told as `false`.
 */
import { wireVersion } from '@innermost/protocol/limits.ts';
import type { Services } from '../../endpoint/services.ts';
import type { Config } from '../../platform/config/config.ts';
import { buildNumber } from '../../version.ts';
import { hasAccounts } from '../users/index.ts';
import {
  forEverybody,
  forSignedIn,
  renamed,
  renamedForSignedIn,
  type Named,
  type Sections,
  type Told,
} from './client-config-keys.ts';
import { systemFacts, type Facts } from './facts.ts';

export type ClientConfig = Record<string, string>;

/** Booleans and numbers as text, lists joined by commas. */
const asText = (value: Told): string => (typeof value === 'object' ? value.join(',') : String(value));

function copySections(target: ClientConfig, config: Config, sections: Sections): void {
  for (const [section, keys] of Object.entries(sections)) {
    // The table's type holds its names to those of the configuration.
    const values = config[section as keyof Config] as Readonly<Record<string, Told | undefined>>;
    for (const key of keys) target[key] = asText(values[key] ?? '');
  }
}

function copyRenamed(target: ClientConfig, config: Config, table: Named): void {
  for (const [name, read] of Object.entries(table)) target[name] = asText(read(config));
}

function build(target: ClientConfig): void {
  Object.assign(target, {
    Version: wireVersion,
    BuildNumber: buildNumber,
    BuildDate: '',
    BuildHash: '',
    BuildHashEnterprise: 'none',
    BuildEnterpriseReady: 'false',
    ServiceEnvironment: 'production',
    IsFipsEnabled: 'false',
    CWSURL: '',
  });
}

/** Sign-in through these services is not offered yet, whatever is set. Wire: without the keys clients misbehave. */
const withheld = [
  'EnableLdap',
  'EnableSaml',
  'EnableSignUpWithGoogle',
  'EnableSignUpWithOffice365',
  'EnableSignUpWithOpenId',
];

function forAll(config: Config, facts: Facts, noAccounts: boolean): ClientConfig {
  const result: ClientConfig = {};
  build(result);
  copySections(result, config, forEverybody);
  copyRenamed(result, config, renamed);
  for (const key of withheld) result[key] = 'false';
  for (const [name, value] of Object.entries(config.FeatureFlags)) result[`FeatureFlag${name}`] = asText(value);
  result['DiagnosticId'] = facts.diagnostic_id;
  result['TelemetryId'] = facts.diagnostic_id;
  result['AsymmetricSigningPublicKey'] = facts.signing_public_key;
  result['NoAccounts'] = String(noAccounts);
  return result;
}

/** What a visitor who is not signed in gets. */
export async function anonymousConfig(services: Services): Promise<ClientConfig> {
  return forAll(services.config.current(), await systemFacts(services), !(await hasAccounts(services)));
}

export async function fullConfig(services: Services): Promise<ClientConfig> {
  const config = services.config.current();
  const facts = await systemFacts(services);
  const result = forAll(config, facts, !(await hasAccounts(services)));
  copySections(result, config, forSignedIn);
  copyRenamed(result, config, renamedForSignedIn);
  result['MaxPostSize'] = String(services.capabilities.maxPostLength);
  result['UpgradedFromTE'] = 'false';
  result['InstallationDate'] = facts.installation_date;
  result['SchemaVersion'] = facts.schema_version;
  return result;
}
