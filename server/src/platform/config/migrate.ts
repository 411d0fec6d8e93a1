// Copies a configuration from one place to another: a `config.json`, or a PostgreSQL database. The server goes on with
// its own; it is for the operator to point it at the other one.
import type { TimeOfDay } from '../clock.ts';
import { describeDatabaseError } from '../db/database-error.ts';
import { openDatabase, type Database } from '../db/database.ts';
import { StartupError } from '../startup-error.ts';
import { databaseConfig } from './drivers/database.ts';
import { filesIn, prepare } from './drivers/database-files.ts';
import type { ConfigDriver } from './drivers/driver.ts';
import { fileConfig } from './drivers/file.ts';
import { allowedPaths, isInAllowedFolder, type PathRules } from './paths.ts';
import { valueAt, withoutValueAt, type JsonObject } from './tree.ts';

/** Why a configuration was not copied; nothing was changed. The message names `from` or `to`, and no password. */
export class ConfigPlaceError extends Error {
  override readonly name = 'ConfigPlaceError';
}

export interface ConfigPlaces {
  /** The server's own: what the word `database` stands for. */
  readonly database: Database;
  /** `MM_CONFIG`, where it is a file: it may be named wherever it lies. */
  readonly configFile: string | undefined;
  /** Without it: any path. */
  readonly paths?: PathRules | undefined;
  readonly clock: TimeOfDay;
}

interface Place {
  readonly driver: ConfigDriver;
  /** Undefined for a file. */
  readonly database: Database | undefined;
  close(): Promise<void>;
}

type Side = 'from' | 'to';

const isAddress = (name: string): boolean => /^postgres(ql)?:\/\//.test(name);
const dataSource = ['SqlSettings', 'DataSource'];

/** Each is a path that ends in `.json`, a `postgres://` address, or the word `database` for the server's own. */
export async function migrateConfig(from: string, to: string, places: ConfigPlaces): Promise<void> {
  if (from === to) throw new ConfigPlaceError('"from" and "to" name the same place.');
  const opened: Place[] = [];
  const open = (side: Side, name: string): Place => {
    const place = openPlace(side, name, places);
    opened.push(place);
    return place;
  };
  try {
    const [source, target] = [open('from', from), open('to', to)];
    const stored = await within('from', from, () => source.driver.load());
    if (stored === undefined) throw new ConfigPlaceError(`"from" (${shown(from)}) holds no configuration.`);
    const files = source.database ? await within('from', from, () => filesIn(source.database?.db)) : [];
    if (files.length > 0 && target.database === undefined)
      throw new ConfigPlaceError(
        `"from" keeps files beside the configuration (${files.map(({ name }) => name).join(', ')}), which can go into another database only, not into a config.json.`,
      );
    await within('to', to, async () => {
      if (target.database) await prepare(target.database, files, places.clock.now());
      await target.driver.change(() => (target.database ? forDatabase(stored) : stored));
    });
  } finally {
    for (const place of opened) await place.close();
  }
}

/** Without its password. */
const shown = (name: string): string => (isAddress(name) ? 'the database' : name);

function openPlace(side: Side, name: string, { database, configFile, paths, clock }: ConfigPlaces): Place {
  const stays = async (): Promise<void> => {};
  if (name === 'database') return { driver: databaseConfig(database, clock), database, close: stays };
  if (isAddress(name)) {
    const other = withinNow(side, name, () => openDatabase({ url: name, maxConnections: 1 }));
    return { driver: databaseConfig(other, clock), database: other, close: () => other.close() };
  }
  if (!name.endsWith('.json') || /^[a-z]+:\/\//.test(name))
    throw new ConfigPlaceError(
      `"${side}" must be a path that ends in .json, an address that begins with postgres://, or the word database for the one of this server.`,
    );
  if (name !== configFile && paths !== undefined && !isInAllowedFolder(name, paths))
    throw new ConfigPlaceError(`"${side}" (${name}) must be the file of MM_CONFIG, or lie ${allowedPaths}.`);
  return { driver: fileConfig({ path: name }), database: undefined, close: stays };
}

/** The peer's server stops at an empty address of its database, and without one uses what its environment says. */
const forDatabase = (stored: JsonObject): JsonObject =>
  valueAt(stored, dataSource) ? stored : withoutValueAt(stored, dataSource);

function placeError(side: Side, name: string, error: unknown): unknown {
  if (error instanceof ConfigPlaceError) return error;
  if (isAddress(name)) {
    // The sentences for the server's own database name a setting that is not meant here.
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const reason = code === '42P01' ? 'it holds no configuration' : describeDatabaseError(error).reason;
    return new ConfigPlaceError(`"${side}" names a database that cannot be used: ${reason}.`);
  }
  return error instanceof StartupError
    ? new ConfigPlaceError(`"${side}": ${error.message.replace(' of MM_CONFIG', '')}`)
    : error;
}

async function within<T>(side: Side, name: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw placeError(side, name, error);
  }
}

function withinNow<T>(side: Side, name: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw placeError(side, name, error);
  }
}
