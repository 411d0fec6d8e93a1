// Reading one value of a declared type, from stored JSON or from an environment variable.
import type { Bounds, Setting } from './setting.ts';

export type Reading = { readonly value: unknown } | { readonly expected: string };

// The words that upstream's server takes for a boolean in the environment.
const yes = new Set(['1', 't', 'T', 'true', 'TRUE', 'True']);
const no = new Set(['0', 'f', 'F', 'false', 'FALSE', 'False']);

const deepest = 32;
const longestPath = 4096;

/** Reads what a stored configuration holds under a key, within its bounds; null is the same as absent. */
export function readStored(setting: Setting, stored: unknown): Reading {
  if (stored === null || stored === undefined) return { value: setting.default };
  switch (setting.kind) {
    case 'text':
      return typeof stored === 'string' && setting.form.accepts(stored)
        ? { value: stored }
        : { expected: setting.form.expected };
    case 'path':
      return isPath(stored) ? { value: stored } : { expected: `the path of a ${setting.what}, or empty` };
    case 'flag':
      return typeof stored === 'boolean' ? { value: stored } : { expected: 'true or false' };
    case 'whole':
      return isWithin(setting.bounds, stored) ? { value: stored } : { expected: wordsFor(setting.bounds) };
    case 'list':
      return isTexts(stored) && stored.length <= setting.most && stored.every((item) => setting.each.accepts(item))
        ? { value: stored }
        : { expected: `a list of at most ${setting.most}, each ${setting.each.expected}` };
    case 'choice':
      return isOneOf(setting.choices, stored) ? { value: stored } : { expected: oneOf(setting.choices) };
    default:
      return Array.isArray(setting.default) === Array.isArray(stored) && typeof stored === 'object' && !isDeep(stored)
        ? { value: stored }
        : { expected: Array.isArray(setting.default) ? 'a list' : 'an object' };
  }
}

/**
 * Reads an environment variable. Lists are separated by spaces or commas, or are a JSON list; an empty variable is an
 * empty text or list and otherwise counts as not set.
 */
export function readVariable(setting: Setting, variable: string): Reading | undefined {
  switch (setting.kind) {
    case 'text':
    case 'path':
    case 'choice':
      return readStored(setting, variable);
    case 'flag':
      if (variable === '') return undefined;
      if (yes.has(variable)) return { value: true };
      return no.has(variable) ? { value: false } : { expected: 'true or false' };
    case 'whole':
      if (variable === '') return undefined;
      return /^[+-]?\d+$/.test(variable)
        ? readStored(setting, Number(variable))
        : { expected: wordsFor(setting.bounds) };
    case 'list':
      return variable.trimStart().startsWith('[')
        ? readJson(setting, variable)
        : readStored(
            setting,
            variable.split(/[\s,]+/).filter((item) => item !== ''),
          );
    default:
      return variable === '' ? undefined : readJson(setting, variable);
  }
}

function isWithin({ min, max, or }: Bounds, value: unknown): boolean {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) return false;
  return value === or || (value >= min && value <= max);
}

/** `0, or a whole number from 5 to 1440 (minutes)`. */
function wordsFor({ min, max, or, unit }: Bounds): string {
  const range = `a whole number from ${min} to ${max}${unit === undefined ? '' : ` (${unit})`}`;
  return or === undefined ? range : `${or}, or ${range}`;
}

function isPath(value: unknown): value is string {
  return typeof value === 'string' && value.length <= longestPath && !/\p{Cc}/u.test(value);
}

/** Deeper values would be too much for what walks through them. */
function isDeep(value: object): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) return true;
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
  }
  return false;
}

function readJson(setting: Setting, variable: string): Reading {
  try {
    return readStored(setting, JSON.parse(variable));
  } catch {
    return { expected: 'JSON' };
  }
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function isOneOf(choices: readonly string[], value: unknown): boolean {
  return typeof value === 'string' && choices.includes(value);
}

function oneOf(choices: readonly string[]): string {
  return `one of ${choices.map((choice) => (choice === '' ? 'nothing' : choice)).join(', ')}`;
}
