// From what is stored and what the environment says to the configuration that holds.
import { readStored, readVariable } from './read-value.ts';
import type { Config, ConfigPatch } from './config.ts';
import { declared, isObject, valueAt, withValueAt, type Declared, type JsonObject } from './tree.ts';

export interface Problem {
  /** A wrong environment variable is an error: the server must not start. The rest falls back and is logged. */
  readonly severity: 'error' | 'warning';
  /** `Section.Key`, or the variable where no such setting exists. */
  readonly name: string;
  /** One sentence that names the variable or the key, and never the value, which may be a secret. */
  readonly message: string;
}

export interface Resolved {
  readonly config: Config;
  /** `Section.Key` of each setting that the environment fixes. */
  readonly overrides: ReadonlySet<string>;
  readonly problems: readonly Problem[];
}

type Variables = Readonly<Record<string, string | undefined>>;

/** Defaults, over them what is stored (upstream's JSON, unknown keys ignored), over that the environment. */
export function resolveConfig(source: { stored?: unknown; env?: Variables }): Resolved {
  const { stored = {}, env = {} } = source;
  const problems: Problem[] = [];
  const overrides = new Set<string>();
  const tree: Record<string, unknown> = {};
  for (const one of declared) {
    const fixed = fromEnvironment(one, env, problems);
    if (fixed !== undefined) overrides.add(one.name);
    place(tree, one, fixed === undefined ? fromStored(one, stored, problems) : fixed.value);
  }
  problems.push(...unknownVariables(env));
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

function fromStored(one: Declared, stored: unknown, problems: Problem[]): unknown {
  const reading = readStored(one.setting, valueAt(stored, one.path));
  if ('value' in reading) return reading.value;
  const message = `The setting ${one.name} must be ${reading.expected}; its default is used instead.`;
  problems.push({ severity: 'warning', name: one.name, message });
  return one.setting.default;
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
 */
export function toStored(stored: unknown, patch: ConfigPatch): JsonObject {
  let result: JsonObject = isObject(stored) ? stored : {};
  for (const { path, setting } of declared) {
    const wanted = valueAt(patch, path);
    const had = valueAt(stored, path);
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
