// What an administrator may change, and what stays.
import { randomInt } from 'node:crypto';
import type { Config, ConfigPatch } from './config.ts';
import { readStored } from './read-value.ts';
import type { Resolved } from './resolve.ts';
import { declared, isSame, valueAt, withValueAt, type Declared, type JsonObject } from './tree.ts';

/** A change to settings that environment variables fix. */
export class FixedSettingError extends Error {
  override readonly name = 'FixedSettingError';
  readonly settings: readonly string[];
  readonly variables: readonly string[];

  constructor(fixed: readonly Declared[]) {
    const variables = fixed.map(({ variable }) => variable);
    const names = fixed.map(({ name }) => name).join(', ');
    super(
      `${names} cannot be changed here: the environment fixes it. Change or remove ${variables.join(', ')} instead.`,
    );
    this.settings = fixed.map(({ name }) => name);
    this.variables = variables;
  }
}

/** A change to a value of the wrong type. */
export class InvalidSettingError extends Error {
  override readonly name = 'InvalidSettingError';
  readonly setting: string;

  constructor(setting: string, expected: string) {
    super(`${setting} must be ${expected}.`);
    this.setting = setting;
  }
}

// Wire: secrets are shown as 32 asterisks, and come back as such from a client that did not change them.
const hidden = '*'.repeat(32);

/** The configuration as an administrator's client may see it: every secret that is set becomes asterisks. */
export function hideSecrets(config: Config): Config {
  let shown: JsonObject = config;
  for (const { path, setting } of declared) {
    if (!setting.secret) continue;
    const value = valueAt(config, path);
    if (setting.kind === 'text' && value !== '') shown = withValueAt(shown, path, hidden);
    if (setting.kind === 'list' && Array.isArray(value))
      shown = withValueAt(
        shown,
        path,
        value.map(() => hidden),
      );
    if (setting.kind === 'json') shown = withValueAt(shown, path, setting.default);
  }
  return shown as Config;
}

/** The declared and changed part of a patch. Throws `FixedSettingError` and `InvalidSettingError`. */
export function acceptPatch(patch: ConfigPatch, { config, overrides }: Resolved): ConfigPatch {
  let accepted: JsonObject = {};
  const fixed: Declared[] = [];
  for (const one of declared) {
    const wanted = revealed(one, valueAt(patch, one.path), valueAt(config, one.path));
    if (wanted === undefined || wanted === null) continue;
    const reading = readStored(one.setting, wanted);
    if ('expected' in reading) throw new InvalidSettingError(one.name, reading.expected);
    if (!overrides.has(one.name)) accepted = withValueAt(accepted, one.path, wanted);
    else if (!isSame(wanted, valueAt(config, one.path))) fixed.push(one);
  }
  if (fixed.length > 0) throw new FixedSettingError(fixed);
  return accepted;
}

/** Puts the secrets that a client was not shown back into what it sends. */
function revealed({ setting }: Declared, wanted: unknown, current: unknown): unknown {
  if (!setting.secret) return wanted;
  if (setting.kind === 'json') return isSame(wanted, setting.default) ? current : wanted;
  if (!Array.isArray(wanted)) return wanted === hidden ? current : wanted;
  const known: readonly unknown[] = Array.isArray(current) ? current : [];
  return wanted.map((item, index) => (item === hidden ? known[index] : item));
}

/** The same object when nothing was missing. */
export function fillGenerated(stored: JsonObject, variables: Readonly<Record<string, string | undefined>>): JsonObject {
  let filled = stored;
  for (const { path, setting, variable } of declared) {
    if (setting.kind !== 'text' || !setting.generated || variables[variable] !== undefined) continue;
    if (!valueAt(filled, path)) filled = withValueAt(filled, path, randomSecret());
  }
  return filled;
}

function randomSecret(): string {
  const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';
  return Array.from({ length: 32 }, () => alphabet[randomInt(alphabet.length)]).join('');
}
