import { wireVersion } from '@innermost/protocol/limits.ts';
import { configHash } from '../platform/config/client-config/client-config.ts';
import { isLicensed } from '../platform/config/client-config/licence.ts';
import type { Config } from '../platform/config/config.ts';
import { buildNumber } from '../version.ts';

/** `version.build.configHash.licensed`: clients compare the whole to learn of upgrades and changed settings. */
export function versionId(config: Config): string {
  return `${wireVersion}.${buildNumber}.${configHash(config)}.${isLicensed(config)}`;
}
