// From what is stored and what the environment says to the configuration that holds.
import { agreements } from './agreements.ts';
import type { Config, ConfigPatch } from './config.ts';
import { allowedPaths, isAllowedPath, type PathRules } from './paths.ts';
import { readStored, readVariable } from './read-value.ts';
import type { Setting } from './setting.ts';
import { declared, isObject, valueAt, withoutValueAt, withValueAt, type Declared, type JsonObject } from './tree.ts';

export interface Problem {
  /** A wrong environment variable is an error: the server must not start. The rest falls back and is logged. */
  readonly severity: 'error' | 'warning';
  /** `Section.Key`, or the variable where no such setting exists. */
  readonly name: string;
  /** One sentence that names the variable or the key, and of what is no secret the value. */
  readonly message: string;
}

export interface Resolved {
  readonly config: Config;
  /** `Section.Key` of each setting that the environment fixes. */
  readonly overrides: ReadonlySet<string>;
  readonly problems: readonly Problem[];
}

type Variables = Readonly<Record<string, string | undefined>>;

export interface Sources {
  readonly stored?: unknown;
  readonly env?: Variables;
  /** Holds stored paths to the rules, where they may have come through the API. */
  readonly paths?: PathRules | undefined;
}

/** Defaults, over them what is stored (upstream's JSON, unknown keys ignored), over that the environment. */
export function resolveConfig({ stored = {}, env = {}, paths }: Sources): Resolved {
  const problems: Problem[] = [];
  const overrides = new Set<string>();
  const tree: Record<string, unknown> = {};
  for (const one of declared) {
    const fixed = fromEnvironment(one, env, problems);
    if (fixed !== undefined) overrides.add(one.name);
    place(tree, one, fixed === undefined ? fromStored(one, stored, paths, problems) : fixed.value);
  }
  problems.push(...disagreements(tree, overrides), ...unknownVariables(env));
  return { config: freeze(tree) as Config, overrides, problems };
}

/** The configuration of a fresh installation, before anything is stored. */
export function defaultConfig(): Config {
  return resolveConfig({}).config;
}

function fromEnvironment(one: Declared, env: Variables, problems: Problem[]): { value: unknown } | undefined {
  const variable = env[one.variable];
  if (variable === undefined) return undefined;
  const reading = readVariable(one.setting, variable);
  if (reading === undefined || 'value' in reading) return reading;
  const message = `The environment variable ${one.variable} must be ${reading.expected}.`;
  problems.push({ severity: 'error', name: one.name, message });
  return undefined;
}

function fromStored(one: Declared, stored: unknown, paths: PathRules | undefined, problems: Problem[]): unknown {
  const { setting, name } = one;
  const found = valueAt(stored, one.path);
  // A secret of another server is what it is: a default in its place would break what was made with it.
  if (setting.kind === 'text' && setting.generated && typeof found === 'string') return found;
  const reading = readStored(setting, found);
  const bad = 'expected' in reading ? `be ${reading.expected}` : misplaced(setting, reading.value, paths);
  if ('value' in reading && bad === undefined) return reading.value;
  const shown = setting.secret ? '' : ` (${shorten(found)})`;
  const instead = setting.secret ? 'its default' : `its default ${shorten(setting.default)}`;
  const message = `The stored value of ${name}${shown} is not used: it must ${bad}. Until it is corrected ${instead} holds.`;
  problems.push({ severity: 'warning', name, message });
  return setting.default;
}

function misplaced(setting: Setting, value: unknown, paths: PathRules | undefined): string | undefined {
  if (setting.kind !== 'path' || typeof value !== 'string' || paths === undefined) return undefined;
  return isAllowedPath(setting, value, paths) ? undefined : `lie ${allowedPaths}`;
}

function shorten(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}

/** Settings that do harm together fall back to their defaults, but for those that the environment fixes. */
function* disagreements(tree: Record<string, unknown>, overrides: ReadonlySet<string>): Generator<Problem> {
  for (const { settings, sentence, holds } of agreements) {
    // Every declared setting has been placed in the tree.
    if (holds(tree as Config)) continue;
    const stored = declared.filter(({ name }) => settings.includes(name) && !overrides.has(name));
    for (const one of stored) place(tree, one, one.setting.default);
    const name = settings[0] ?? '';
    if (!holds(tree as Config)) yield { severity: 'error', name, message: sentence };
    else yield { severity: 'warning', name, message: `${sentence} Until that is corrected their defaults hold.` };
  }
}

const sectionVariables = new Set(declared.map(({ variable }) => variable));
const sectionPrefixes = [...new Set(declared.map(({ path }) => `MM_${(path[0] ?? '').toUpperCase()}_`))];

function* unknownVariables(env: Variables): Generator<Problem> {
  for (const name of Object.keys(env)) {
    if (sectionVariables.has(name) || !sectionPrefixes.some((prefix) => name.startsWith(prefix))) continue;
    yield { severity: 'warning', name, message: `The environment variable ${name} fits no setting and is ignored.` };
  }
}

/**
 * What to store after a change: everything that was stored, unknown keys and unreadable values included, under it the
 * defaults of keys that were not, over it the patch. Feature flags are stored only where they were before.
 * `SqlSettings.DataSource` is never added, and an empty one goes: the peer's server stops at it, and without it uses
 * what its environment says.
 */
export function toStored(stored: unknown, patch: ConfigPatch): JsonObject {
  let result: JsonObject = isObject(stored) ? stored : {};
  for (const { name, path, setting } of declared) {
    const wanted = valueAt(patch, path);
    const had = valueAt(stored, path);
    if (name === 'SqlSettings.DataSource') {
      if (!had) result = withoutValueAt(result, path);
      continue;
    }
    if (wanted !== undefined) result = withValueAt(result, path, wanted);
    else if ((had === undefined || had === null) && path[0] !== 'FeatureFlags')
      result = withValueAt(result, path, setting.default);
  }
  return result;
}

function place(tree: Record<string, unknown>, { path }: Declared, value: unknown): void {
  let here = tree;
  for (const key of path.slice(0, -1)) here = (here[key] ??= {}) as Record<string, unknown>;
  here[path.at(-1) ?? ''] = value;
}

function freeze<T extends object>(value: T): T {
  for (const inner of Object.values(value)) if (typeof inner === 'object' && inner !== null) freeze(inner);
  return Object.freeze(value);
}
