import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

import { keyLabels, keysOf } from '../../ui/keys.ts';
import { shortcutGroups } from './shortcuts.ts';

const root = new URL('../../', import.meta.url);
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.|^kit\/|shortcuts\.ts$/.test(file))
  .map((file) => readFileSync(new URL(file, root), 'utf8'));

const found = (pattern: RegExp) => [
  ...new Set(sources.flatMap((source) => [...source.matchAll(pattern)].map((match) => match[1] ?? ''))),
];
const combinations = shortcutGroups.flatMap(({ shortcuts }) => shortcuts.flatMap(({ keys }) => keys));
const lower = (keys: string) => keys.toLowerCase().replace('arrow', '');

test('every combination that a button or a menu names is listed', () => {
  const named = found(/\bkeys(?:=|: )["']([^"']+)["']/g);
  expect(named).toEqual(expect.arrayContaining(['mod+B', 'mod+/', 'R', 'Delete']));
  expect(named.filter((keys) => !combinations.some((listed) => lower(listed) === lower(keys)))).toEqual([]);
});

test('every key that something listens for is listed', () => {
  const heard = [
    ...found(/\bkey(?:\.toLowerCase\(\))? [!=]== '([^']+)'/g),
    ...found(/\bcase '(Arrow\w+|Home|End)'/g),
    ...found(/\b(Arrow(?:Up|Down|Left|Right)): /g),
  ].filter((key) => key !== ' ');
  expect(heard).toEqual(
    expect.arrayContaining(['k', '/', 'F6', 'ArrowUp', 'Enter', 'Escape', 'Tab', 'Backspace', 'Home']),
  );
  const last = combinations.map((keys) => lower(keysOf(keys).at(-1) ?? ''));
  expect(heard.filter((key) => !last.includes(lower(key)))).toEqual([]);
});

test('within a group no combination does two things, and every one reads as keys', () => {
  for (const { shortcuts } of shortcutGroups)
    for (const { keys } of shortcuts) {
      expect(new Set(keys).size).toBe(keys.length);
      for (const combination of keys) expect(keyLabels(combination, false).join('')).not.toMatch(/^[a-z]/);
    }
});
