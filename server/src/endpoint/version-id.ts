import { createHash } from 'node:crypto';
import { wireVersion } from '@innermost/protocol/limits.ts';
import type { Config } from '../platform/config/config.ts';
import { buildNumber } from '../version.ts';

const known = new WeakMap<Config, string>();

/** `version.build.configHash.licensed`: clients compare the whole to learn of upgrades and changed settings. */
export function versionId(config: Config): string {
  const kept = known.get(config);
  if (kept !== undefined) return kept;
  const hash = createHash('sha256').update(JSON.stringify(config)).digest('hex');
  const id = `${wireVersion}.${buildNumber}.${hash}.false`;
  known.set(config, id);
  return id;
}
