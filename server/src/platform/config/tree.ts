// Walking the declarations, and a configuration beside them.
import { isDeepStrictEqual } from 'node:util';
import { sections } from './sections.ts';
import type { Group, Setting } from './setting.ts';

/** A JSON object whose shape nobody has checked. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Names from the section down: `['MessageExportSettings', 'GlobalRelaySettings', 'SMTPPassword']`. */
export type Path = readonly string[];

export interface Declared {
  readonly path: Path;
  /** `Section.Key`, as people and clients name a setting. */
  readonly name: string;
  /** The environment variable that fixes it. */
  readonly variable: string;
  readonly setting: Setting;
}

/** Every declared setting, in the order of declaration. */
export const declared: readonly Declared[] = [...settingsIn(sections, [])];

function* settingsIn(group: Group, path: Path): Generator<Declared> {
  for (const [key, member] of Object.entries(group.members)) {
    const here = [...path, key];
    if (member.kind === 'group') yield* settingsIn(member, here);
    else yield { path: here, name: here.join('.'), variable: variableOf(here), setting: member };
  }
}

function variableOf(path: Path): string {
  return ['MM', ...path].join('_').toUpperCase();
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function valueAt(object: unknown, path: Path): unknown {
  let here = object;
  for (const key of path) {
    if (!isObject(here) || !Object.hasOwn(here, key)) return undefined;
    here = here[key];
  }
  return here;
}

/** A copy of `object` with one value replaced; what stands in the way and is no object is dropped. */
export function withValueAt(object: unknown, path: Path, value: unknown): JsonObject {
  const [key, ...rest] = path;
  const copy = isObject(object) ? { ...object } : {};
  if (key === undefined) return copy;
  copy[key] = rest.length === 0 ? value : withValueAt(copy[key], rest, value);
  return copy;
}

/** A copy of `object` without one value. The same object when there was none. */
export function withoutValueAt(object: JsonObject, path: Path): JsonObject {
  const [key = '', ...rest] = path;
  if (!Object.hasOwn(object, key)) return object;
  if (rest.length === 0) {
    const { [key]: _gone, ...others } = object;
    return others;
  }
  const inner = object[key];
  return isObject(inner) ? { ...object, [key]: withoutValueAt(inner, rest) } : object;
}

/** Whether two values of settings are equal. */
export function isSame(one: unknown, other: unknown): boolean {
  return one === other || isDeepStrictEqual(one, other);
}
