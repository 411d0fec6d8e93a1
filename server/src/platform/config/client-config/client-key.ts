import type { Config } from '../config.ts';
import { valueAt } from '../tree.ts';

/** What clients are told besides settings. Make a new object when one of these changes, so that answers follow. */
export interface ServerFacts {
  readonly buildNumber: string;
  readonly buildHash: string;
  readonly buildDate: string;
  /** A random id made at first start. Mobile apps know a server by it and refuse one without it. */
  readonly diagnosticId: string;
  /** True until the first account exists. */
  readonly noAccounts: boolean;
  /** When the server first started, in ms. */
  readonly installationDate: number;
  /** Number of the last upstream migration in the database. */
  readonly schemaVersion: number;
  /** DER of the public half of the server's P-256 key, in base64. */
  readonly signingPublicKey: string;
  /** Longest message, in characters. */
  readonly maxPostSize: number;
}

type Told = string | number | boolean | readonly string[];

/** `Section.Key` of settings that can be told as they are. */
type SettingName = {
  [S in keyof Config]: {
    [K in keyof Config[S]]: Config[S][K] extends Told ? `${S}.${K & string}` : never;
  }[keyof Config[S]];
}[keyof Config];

/** A setting to tell as it is, or how to find out what to tell. Undefined leaves the key out. */
type ClientKey = SettingName | ((config: Config, facts: ServerFacts) => Told | undefined);

export type ClientKeys = Readonly<Record<string, ClientKey>>;

/** Wire: every value is a text; numbers and booleans as words, lists joined by commas. */
export function tell(keys: ClientKeys, config: Config, facts: ServerFacts): Record<string, string> {
  const told: Record<string, string> = {};
  for (const [name, key] of Object.entries(keys)) {
    const value = typeof key === 'function' ? key(config, facts) : settingOf(config, key);
    if (value !== undefined) told[name] = Array.isArray(value) ? value.join(',') : String(value);
  }
  return told;
}

function settingOf(config: Config, name: SettingName): Told {
  // The type of `name` says that there is such a setting, and that it holds something that can be told.
  return valueAt(config, name.split('.')) as Told;
}
