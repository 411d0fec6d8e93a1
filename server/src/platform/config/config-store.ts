// The configuration that holds now, and the only way to change it.
import type { Config, ConfigPatch } from './config.ts';
import type { ConfigDriver } from './drivers/driver.ts';
import { ConfigPlaceError, migrateConfig, type ConfigPlaces } from './migrate.ts';
import { acceptPatch, fillGenerated } from './patch.ts';
import type { PathRules } from './paths.ts';
import { resolveConfig, toStored, type Problem, type Resolved } from './resolve.ts';
import { checkNextStart } from './next-start.ts';
import { StartupError } from '../startup-error.ts';
import { declared, isSame, valueAt, type JsonObject } from './tree.ts';

export interface ConfigStore {
  /** Never changes in place: a change makes another object, so that what is computed from it can be kept by it. */
  current(): Config;
  /**
   * Merges a patch and stores the outcome. Keys that nobody declared are ignored, secrets shown as asterisks stay.
   * Rejects with `FixedSettingError` where the environment decides, unless the patch is the `whole` configuration, and
   * with `InvalidSettingError` for values that are not allowed.
   */
  update(patch: ConfigPatch, how: { by: string; whole?: boolean }): Promise<Config>;
  /** Called after each change, whoever made it; returns how to stop. */
  onChange(listener: (config: Config, before: Config) => void): () => void;
  /** `Section.Key` of every setting that the environment fixes. */
  overrides(): ReadonlySet<string>;
  /** Copies a stored configuration from one place to another; see `migrate.ts`. Rejects with `ConfigPlaceError`. */
  migrate(from: string, to: string): Promise<void>;
  /** Reads again what is stored, after another process has changed it. */
  reload(): Promise<void>;
  close(): Promise<void>;
}

/** A pino logger fits. */
interface ConfigLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface ConfigStoreOptions {
  readonly driver: ConfigDriver;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly log: ConfigLog;
  /** The database was somebody else's before, so what is not stored starts closed rather than as on a fresh one. */
  readonly adopted?: boolean;
  /** What paths the API may set. Without it: any. */
  readonly paths?: PathRules;
  /** For copies between them. */
  readonly places?: Omit<ConfigPlaces, 'paths'>;
}

/** Rejects with `StartupError` when the environment or what is stored cannot be used. */
export async function openConfigStore(options: ConfigStoreOptions): Promise<ConfigStore> {
  const { driver, variables, log, paths } = options;
  let resolved = resolve(await loadOrCreate(options));
  refuseWrongVariables(resolved.problems);
  warnOf(resolved.problems);

  const listeners = new Set<(config: Config, before: Config) => void>();
  let last: Promise<unknown> = Promise.resolve();
  driver.watch?.(() => void inTurn(takeOver).catch(keep));

  function resolve(stored: JsonObject): Resolved {
    // A file on this machine is the operator's own; what stands in the database may have come through the API.
    return resolveConfig({ stored, env: variables, paths: driver.isFile ? undefined : paths });
  }

  function warnOf(problems: readonly Problem[]): void {
    for (const { name, message } of problems) log.warn({ setting: name }, message);
  }

  function inTurn<T>(task: () => Promise<T>): Promise<T> {
    const done = last.then(task);
    last = done.catch(() => undefined);
    return done;
  }

  async function takeOver(): Promise<void> {
    const stored = await driver.load();
    if (stored === undefined) log.warn({}, 'What was stored is gone; the configuration stays as it was.');
    else apply(stored, 'outside');
  }

  function keep(error: unknown): void {
    log.error({ err: error }, `${error instanceof Error ? error.message : ''} The configuration stays as it was.`);
  }

  function apply(stored: JsonObject, by: string): Config {
    const before = resolved;
    const next = resolve(stored);
    const changed = changedSettings(before.config, next.config);
    if (changed.length === 0) return before.config;
    resolved = next;
    log.info({ by, changed }, 'The configuration was changed.');
    warnOf(next.problems.filter(({ message }) => !before.problems.some((known) => known.message === message)));
    for (const listener of listeners) tell(listener, next.config, before.config);
    return next.config;
  }

  function tell(listener: (config: Config, before: Config) => void, config: Config, before: Config): void {
    try {
      listener(config, before);
    } catch (error) {
      log.error({ err: error }, 'Part of the server could not take over the changed configuration.');
    }
  }

  return {
    current: () => resolved.config,
    overrides: () => resolved.overrides,
    update: (patch, { by, whole = false }) =>
      inTurn(async () => {
        const accepted = acceptPatch(patch, resolved, { whole, paths });
        await checkNextStart(accepted, resolved.config, paths?.dataDir);
        return apply(await driver.change((stored) => toStored(stored, accepted)), by);
      }),
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    migrate: (from, to) =>
      inTurn(async () => {
        if (options.places === undefined) throw new ConfigPlaceError('This server knows no places to copy between.');
        await migrateConfig(from, to, { ...options.places, paths });
        // In case its own was replaced.
        await takeOver();
      }),
    reload: () => inTurn(takeOver),
    close: () => last.then(() => driver.close()),
  };
}

const closedStart = { ServiceSettings: { EnablePostUsernameOverride: false, EnablePostIconOverride: false } };

async function loadOrCreate({ driver, variables, log, adopted }: ConfigStoreOptions): Promise<JsonObject> {
  const found = await driver.load();
  const start = found ?? (adopted ? toStored(closedStart, {}) : toStored({}, {}));
  const complete = fillGenerated(start, variables);
  if (found === complete) return found;
  if (found === undefined && adopted) {
    log.warn(
      {},
      'This database came without its configuration. Webhooks cannot override names and icons until ServiceSettings.EnablePostUsernameOverride and EnablePostIconOverride are switched on.',
    );
  }
  try {
    return await driver.change((stored) => fillGenerated(stored ?? start, variables));
  } catch (error) {
    if (found === undefined) throw error;
    log.warn(
      { err: error },
      'The configuration cannot be written, so secrets that it lacks last until the next start.',
    );
    return complete;
  }
}

function refuseWrongVariables(problems: readonly Problem[]): void {
  const wrong = problems.filter(({ severity }) => severity === 'error').map(({ message }) => message);
  if (wrong.length > 0) throw new StartupError(wrong.join(' '));
}

function changedSettings(before: Config, after: Config): string[] {
  return declared.filter(({ path }) => !isSame(valueAt(before, path), valueAt(after, path))).map(({ name }) => name);
}
