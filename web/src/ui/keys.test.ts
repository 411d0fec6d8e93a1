import { expect, test } from 'vitest';

import { ariaKeys, isComposing, keyLabels, modHeld } from './keys.ts';

test('a combination reads as the machine names its keys', () => {
  expect(keyLabels('mod+k', false)).toEqual(['Ctrl', 'K']);
  expect(keyLabels('mod+Shift+k', true)).toEqual(['⌘', '⇧', 'K']);
  expect(keyLabels('Enter', false)).toEqual(['↵']);
  expect(keyLabels('F6', false)).toEqual(['F6']);
  expect([keyLabels('+', false), keyLabels('mod++', false)]).toEqual([['+'], ['Ctrl', '+']]);
});

test('assistive technology gets the names of the specification', () => {
  expect(ariaKeys('mod+k', false)).toBe('Control+k');
  expect(ariaKeys('mod+Alt+Up', true)).toBe('Meta+Alt+Up');
});

test('mod is one key, not either', () => {
  expect(modHeld({ ctrlKey: true, metaKey: false }, false)).toBe(true);
  expect(modHeld({ ctrlKey: true, metaKey: false }, true)).toBe(false);
});

test('a key of an input method is no command, even the one that ends the composition in Safari', () => {
  expect(isComposing({ isComposing: true, keyCode: 13 })).toBe(true);
  expect(isComposing({ isComposing: false, keyCode: 229 })).toBe(true);
  expect(isComposing({ isComposing: false, keyCode: 13 })).toBe(false);
});
