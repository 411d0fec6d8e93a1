// Reading one value of a declared type, from stored JSON or from an environment variable.
import type { Setting } from './setting.ts';

export type Reading = { readonly value: unknown } | { readonly expected: string };

// The words that upstream's server takes for a boolean in the environment.
const yes = new Set(['1', 't', 'T', 'true', 'TRUE', 'True']);
const no = new Set(['0', 'f', 'F', 'false', 'FALSE', 'False']);

/** Reads what a stored configuration holds under a key; null is the same as absent. */
export function readStored(setting: Setting, stored: unknown): Reading {
  if (stored === null || stored === undefined) return { value: setting.default };
  switch (setting.kind) {
    case 'text':
      return typeof stored === 'string' ? { value: stored } : { expected: 'a text' };
    case 'flag':
      return typeof stored === 'boolean' ? { value: stored } : { expected: 'true or false' };
    case 'whole':
      return Number.isSafeInteger(stored) ? { value: stored } : { expected: 'a whole number' };
    case 'list':
      return isTexts(stored) ? { value: stored } : { expected: 'a list of texts' };
    case 'choice':
      return isOneOf(setting.choices, stored) ? { value: stored } : { expected: oneOf(setting.choices) };
    default:
      return Array.isArray(setting.default) === Array.isArray(stored) && typeof stored === 'object'
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
    case 'choice':
      return readStored(setting, variable);
    case 'flag':
      if (variable === '') return undefined;
      if (yes.has(variable)) return { value: true };
      return no.has(variable) ? { value: false } : { expected: 'true or false' };
    case 'whole':
      if (variable === '') return undefined;
      return /^[+-]?\d+$/.test(variable) ? readStored(setting, Number(variable)) : { expected: 'a whole number' };
    case 'list':
      return variable.trimStart().startsWith('[')
        ? readJson(setting, variable)
        : { value: variable.split(/[\s,]+/).filter((item) => item !== '') };
    default:
      return variable === '' ? undefined : readJson(setting, variable);
  }
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
