import { expect, test } from 'vitest';

import { isSystemEmoji, skinTones, systemEmojiNames } from '@innermost/protocol/emoji-names.ts';
import { table as generated } from './table.gen.ts';
import { characterOf, nameWithTone, readTable, searchEmoji, withTone } from './table.ts';

const table = readTable(generated);

test('every name the wire knows has a character here, and the reverse', () => {
  // The five tones by themselves have no place in a picker.
  const missing = [...systemEmojiNames].filter((name) => characterOf(table, name) === undefined);
  expect(missing).toEqual(['skin-tone-2', 'skin-tone-3', 'skin-tone-4', 'skin-tone-5', 'skin-tone-6']);
  for (const name of table.byName.keys()) expect(isSystemEmoji(name), name).toBe(true);
});

test('skin tones, on one person and on two', () => {
  expect(characterOf(table, '+1')).toBe('👍');
  expect(characterOf(table, 'thumbsup_medium_light_skin_tone')).toBe('👍🏼');
  expect(characterOf(table, 'point_up_dark_skin_tone')).toBe('☝🏿');
  expect(characterOf(table, 'woman-running_light_skin_tone')).toBe('🏃🏻‍♀️');
  expect(characterOf(table, 'people_holding_hands_medium_skin_tone')).toBe('🧑🏽‍🤝‍🧑🏽');
  expect(characterOf(table, 'rocket_dark_skin_tone')).toBeUndefined();
  expect(characterOf(table, 'no_such')).toBeUndefined();
});

test('a tone chosen in the picker gives a name that the server accepts', () => {
  for (const { emoji } of table.categories) {
    for (const one of emoji) {
      for (const tone of skinTones) {
        const name = nameWithTone(one, tone);
        if (name.length <= 64) expect(characterOf(table, name), name).toBe(withTone(one, tone));
      }
    }
  }
});

test('search finds by name, alias and description', () => {
  const names = (query: string) => searchEmoji(table, query, 5).map((emoji) => emoji.name);
  expect(names('rocket')[0]).toBe('rocket');
  expect(names('thumbsup')).toContain('+1');
  expect(names(':tada')).toContain('tada');
  expect(names('party popper')).toEqual([]);
  expect(names('popper')).toContain('tada');
  expect(names('  ')).toEqual([]);
});

test('categories come in the order of the picker and hold everything once', () => {
  expect(table.categories.map(({ id }) => id)).toEqual([
    'people',
    'nature',
    'food',
    'activities',
    'travel',
    'objects',
    'symbols',
    'flags',
  ]);
  const all = table.categories.flatMap(({ emoji }) => emoji.map((one) => one.character));
  expect(new Set(all).size).toBe(all.length);
});
