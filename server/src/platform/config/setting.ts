// How a configuration key is declared: once, with its type, its default, one sentence, and whether it is a secret.
// Everything else (the static type, reading, the environment, the table in the docs) derives from declarations.

interface About {
  readonly meaning: string;
  /** Never logged, never shown; an administrator's client sees asterisks. */
  readonly secret: boolean;
}

export interface TextSetting extends About {
  readonly kind: 'text';
  readonly default: string;
  /** Filled with 32 random characters when the configuration is first written. */
  readonly generated: boolean;
}

export interface FlagSetting extends About {
  readonly kind: 'flag';
  readonly default: boolean;
}

export interface WholeSetting extends About {
  readonly kind: 'whole';
  readonly default: number;
}

export interface ListSetting extends About {
  readonly kind: 'list';
  readonly default: readonly string[];
}

export interface ChoiceSetting<T extends string = string> extends About {
  readonly kind: 'choice';
  readonly default: T;
  readonly choices: readonly T[];
}

/** A value whose inner shape is not ours to check: objects by free key, lists of objects. */
export interface JsonSetting<T extends object = object> extends About {
  readonly kind: 'json';
  readonly default: T;
}

export type Setting = TextSetting | FlagSetting | WholeSetting | ListSetting | ChoiceSetting | JsonSetting;

/** A section, or a group of settings within one (`MessageExportSettings.GlobalRelaySettings`). */
export interface Group<M extends Members = Members> {
  readonly kind: 'group';
  readonly members: M;
}

export interface Members {
  readonly [key: string]: Setting | Group;
}

/** What a declaration holds when the configuration is read. */
export type ValueOf<D> = D extends { kind: 'group'; members: infer M }
  ? { readonly [K in keyof M]: ValueOf<M[K]> }
  : D extends { default: infer T }
    ? T
    : never;

export function text(initial: string, meaning: string): TextSetting {
  return { kind: 'text', default: initial, meaning, secret: false, generated: false };
}

export function secret(meaning: string, initial = ''): TextSetting {
  return { kind: 'text', default: initial, meaning, secret: true, generated: false };
}

export function generatedSecret(meaning: string): TextSetting {
  return { kind: 'text', default: '', meaning, secret: true, generated: true };
}

export function flag(initial: boolean, meaning: string): FlagSetting {
  return { kind: 'flag', default: initial, meaning, secret: false };
}

export function whole(initial: number, meaning: string): WholeSetting {
  return { kind: 'whole', default: initial, meaning, secret: false };
}

export function list(initial: readonly string[], meaning: string): ListSetting {
  return { kind: 'list', default: initial, meaning, secret: false };
}

export function secretList(meaning: string): ListSetting {
  return { kind: 'list', default: [], meaning, secret: true };
}

export function choice<const T extends string>(initial: T, others: readonly T[], meaning: string): ChoiceSetting<T> {
  return { kind: 'choice', default: initial, choices: [initial, ...others], meaning, secret: false };
}

export function json<T extends object>(initial: T, meaning: string): JsonSetting<T> {
  return { kind: 'json', default: initial, meaning, secret: false };
}

export function secretJson<T extends object>(initial: T, meaning: string): JsonSetting<T> {
  return { kind: 'json', default: initial, meaning, secret: true };
}

export function group<const M extends Members>(members: M): Group<M> {
  return { kind: 'group', members };
}
