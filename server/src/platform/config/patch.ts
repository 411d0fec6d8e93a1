// What an administrator may change, and what stays.
import { randomInt } from 'node:crypto';
import { agreements } from './agreements.ts';
import type { Config, ConfigPatch } from './config.ts';
import { allowedPaths, isAllowedPath, type PathRules } from './paths.ts';
import { readStored } from './read-value.ts';
import type { Resolved } from './resolve.ts';
import { declared, isObject, isSame, valueAt, withValueAt, type Declared, type JsonObject, type Path } from './tree.ts';

/** A change to settings that the environment fixes, or that only it and `config.json` may change. */
export class FixedSettingError extends Error {
  override readonly name = 'FixedSettingError';
  readonly settings: readonly string[];
  readonly variables: readonly string[];

  constructor(fixed: readonly Declared[]) {
    const variables = fixed.map(({ variable }) => variable);
    const names = fixed.map(({ name }) => name).join(', ');
    super(`${names} cannot be changed here: the environment decides. Set or remove ${variables.join(', ')} instead.`);
    this.settings = fixed.map(({ name }) => name);
    this.variables = variables;
  }
}

/** A change to values that are not allowed. The message names each setting and what it must be. */
export class InvalidSettingError extends Error {
  override readonly name = 'InvalidSettingError';
}

export interface PatchRules {
  /** The whole configuration as a console puts it back: what the environment fixes stays as it is, without a word. */
  readonly whole?: boolean;
  readonly paths?: PathRules | undefined;
}

// Wire: secrets are shown as 32 asterisks, and come back as such from a client that did not change them.
const hidden = '*'.repeat(32);
const shortestSecret = 32;

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

/**
 * The declared and changed part of a patch. Only what changes is checked, so that a console can put back what it found.
 * Throws `FixedSettingError` and `InvalidSettingError`.
 */
export function acceptPatch(patch: ConfigPatch, { config, overrides }: Resolved, rules: PatchRules = {}): ConfigPatch {
  let accepted: JsonObject = {};
  const fixed: Declared[] = [];
  const wrong = noSections(patch);
  for (const one of declared) {
    const current = valueAt(config, one.path);
    const wanted = revealed(one, valueAt(patch, one.path), current);
    if (wanted === undefined || wanted === null || isSame(wanted, current) || one.setting.overApi === 'ignored')
      continue;
    if (overrides.has(one.name) || one.setting.overApi === 'refused') {
      if (rules.whole !== true) fixed.push(one);
      continue;
    }
    const fault = faultOf(one, wanted, rules.paths);
    if (fault !== undefined) wrong.push(`${one.name} must ${fault}.`);
    accepted = withValueAt(accepted, one.path, wanted);
  }
  if (fixed.length > 0) throw new FixedSettingError(fixed);
  if (wrong.length === 0) wrong.push(...disagreements(accepted, config));
  if (wrong.length > 0) throw new InvalidSettingError(wrong.join(' '));
  return accepted;
}

/** Wire: a section, or a group in one, that is sent as anything but an object is an error; null leaves it as it is. */
function noSections(patch: ConfigPatch): string[] {
  const groups = new Map(declared.flatMap(({ path }) => path.slice(0, -1).map((_, at) => groupAt(path, at + 1))));
  return [...groups].flatMap(([name, path]) => {
    const value = valueAt(patch, path);
    return value === undefined || value === null || isObject(value) ? [] : [`${name} must be an object.`];
  });
}

const groupAt = (path: Path, depth: number): [name: string, path: Path] => [
  path.slice(0, depth).join('.'),
  path.slice(0, depth),
];

function faultOf({ setting }: Declared, wanted: unknown, paths: PathRules | undefined): string | undefined {
  const reading = readStored(setting, wanted);
  if ('expected' in reading) return `be ${reading.expected}`;
  if (setting.kind === 'text' && setting.generated && String(wanted).length < shortestSecret)
    return `have at least ${shortestSecret} characters`;
  if (setting.kind !== 'path' || paths === undefined) return undefined;
  return isAllowedPath(setting, String(wanted), paths) ? undefined : `lie ${allowedPaths}`;
}

function disagreements(accepted: JsonObject, config: Config): string[] {
  let next: JsonObject = config;
  const changed = declared.filter(({ path }) => valueAt(accepted, path) !== undefined);
  for (const { path } of changed) next = withValueAt(next, path, valueAt(accepted, path));
  const touched = agreements.filter(({ settings }) => changed.some(({ name }) => settings.includes(name)));
  // Each accepted value has been read as what it is declared.
  return touched.filter(({ holds }) => !holds(next as Config)).map(({ sentence }) => sentence);
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
  return Array.from({ length: shortestSecret }, () => alphabet[randomInt(alphabet.length)]).join('');
}
