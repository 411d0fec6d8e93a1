// How a configuration key is declared: once, with its type, default, bounds, one sentence, and whether it is a secret.
// Everything else (the static type, reading, the environment, the table in the docs) derives from declarations.
import { addressForm, colourForm, plainText, type TextForm } from './forms.ts';

/**
 * When a change takes effect: `now`, at a `restart`, or at once in `clients`, which are told the value. A setting
 * without it has no effect: it is kept for the way back. `configuration-reads.test.ts` holds this against the code.
 */
export type Applies = 'now' | 'restart' | 'clients';

interface Options {
  readonly applies?: Applies;
  /**
   * `refused`: only the environment and `config.json` decide. `ignored`: the API takes the value and leaves it.
   */
  readonly overApi?: 'refused' | 'ignored';
}

interface About extends Options {
  readonly meaning: string;
  /** Never logged, never shown; an administrator's client sees asterisks. */
  readonly secret: boolean;
}

export interface TextSetting extends About {
  readonly kind: 'text';
  readonly default: string;
  readonly form: TextForm;
  /** Filled with 32 random characters when the configuration is first written. */
  readonly generated: boolean;
}

export interface FlagSetting extends About {
  readonly kind: 'flag';
  readonly default: boolean;
}

export interface Bounds extends Options {
  readonly min: number;
  readonly max: number;
  /** What is counted: `hours`, `bytes`, `people`. */
  readonly unit?: string;
  /** A value outside the bounds with a meaning of its own, which the sentence says. */
  readonly or?: -1 | 0;
}

export interface WholeSetting extends About {
  readonly kind: 'whole';
  readonly default: number;
  readonly bounds: Bounds;
}

export interface ListSetting extends About {
  readonly kind: 'list';
  readonly default: readonly string[];
  readonly each: TextForm;
  readonly most: number;
}

export interface ChoiceSetting<T extends string = string> extends About {
  readonly kind: 'choice';
  readonly default: T;
  readonly choices: readonly T[];
}

/** A folder or file of this machine. `paths.ts` says which ones the API may name. */
export interface PathSetting extends About {
  readonly kind: 'path';
  readonly default: string;
  readonly what: 'folder' | 'file' | 'socket';
  /** Upstream's own default, which is always allowed. */
  readonly upstream: string;
}

/** A value whose inner shape is not ours to check: objects by free key, lists of objects. */
export interface JsonSetting<T extends object = object> extends About {
  readonly kind: 'json';
  readonly default: T;
}

export type Setting =
  | TextSetting
  | FlagSetting
  | WholeSetting
  | ListSetting
  | ChoiceSetting
  | PathSetting
  | JsonSetting;

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

interface TextOptions extends Options {
  readonly form?: TextForm;
}

export function text(initial: string, meaning: string, options: TextOptions = {}): TextSetting {
  return { form: plainText, ...options, kind: 'text', default: initial, meaning, secret: false, generated: false };
}

/** The address of a page or server: `https://chat.example.org`, or empty. */
export function address(initial: string, meaning: string, options: Options = {}): TextSetting {
  return text(initial, meaning, { ...options, form: addressForm });
}

export function colour(initial: string, meaning: string, options: Options = {}): TextSetting {
  return text(initial, meaning, { ...options, form: colourForm });
}

export function secret(meaning: string, options: TextOptions = {}): TextSetting {
  return { ...text('', meaning, options), secret: true };
}

export function generatedSecret(meaning: string, options: TextOptions = {}): TextSetting {
  return { ...secret(meaning, options), generated: true };
}

export function flag(initial: boolean, meaning: string, options: Options = {}): FlagSetting {
  return { ...options, kind: 'flag', default: initial, meaning, secret: false };
}

export function whole(initial: number, meaning: string, bounds: Bounds): WholeSetting {
  const { applies, overApi } = bounds;
  return {
    ...(applies && { applies }),
    ...(overApi && { overApi }),
    kind: 'whole',
    default: initial,
    meaning,
    bounds,
    secret: false,
  };
}

const unitsInMs = { milliseconds: 1, seconds: 1000, minutes: 60_000, hours: 3_600_000, days: 86_400_000 } as const;
const tenYears = 3_652 * 86_400_000;

interface Span extends Options {
  readonly unit: keyof typeof unitsInMs;
  readonly min?: number;
  /** Ten years when absent. */
  readonly max?: number;
  readonly or?: -1 | 0;
}

/** A length of time, counted in `unit`. At least one of them unless `min` or `or` says otherwise. */
export function duration(initial: number, meaning: string, span: Span): WholeSetting {
  return whole(initial, meaning, { min: 1, max: Math.floor(tenYears / unitsInMs[span.unit]), ...span });
}

interface ListOptions extends Options {
  readonly each?: TextForm;
  /** 500 when absent. */
  readonly most?: number;
}

export function list(initial: readonly string[], meaning: string, options: ListOptions = {}): ListSetting {
  return { each: plainText, most: 500, ...options, kind: 'list', default: initial, meaning, secret: false };
}

export function secretList(meaning: string, options: ListOptions = {}): ListSetting {
  return { ...list([], meaning, options), secret: true };
}

export function choice<const T extends string>(
  initial: T,
  others: readonly T[],
  meaning: string,
  options: Options = {},
): ChoiceSetting<T> {
  return { ...options, kind: 'choice', default: initial, choices: [initial, ...others], meaning, secret: false };
}

interface PathOptions extends Options {
  readonly upstream?: string;
}

function path(what: PathSetting['what'], initial: string, meaning: string, options: PathOptions): PathSetting {
  return { upstream: initial, ...options, kind: 'path', what, default: initial, meaning, secret: false };
}

export function folder(initial: string, meaning: string, options: PathOptions = {}): PathSetting {
  return path('folder', initial, meaning, options);
}

export function file(initial: string, meaning: string, options: PathOptions = {}): PathSetting {
  return path('file', initial, meaning, options);
}

export function socket(initial: string, meaning: string, options: PathOptions = {}): PathSetting {
  return path('socket', initial, meaning, options);
}

export function json<T extends object>(initial: T, meaning: string, options: Options = {}): JsonSetting<T> {
  return { ...options, kind: 'json', default: initial, meaning, secret: false };
}

export function secretJson<T extends object>(initial: T, meaning: string): JsonSetting<T> {
  return { ...json(initial, meaning), secret: true };
}

export function group<const M extends Members>(members: M): Group<M> {
  return { kind: 'group', members };
}
