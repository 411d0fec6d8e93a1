import { expect, test } from 'vitest';

import { commandIn } from './slash.ts';

test('a slash and a word at the beginning are a command', () => {
  expect(commandIn('/msg bob secret')).toBe('/msg');
  expect(commandIn('/away')).toBe('/away');
  expect(commandIn('  /leave-channel\nnow')).toBe('/leave-channel');
  expect(commandIn('/début')).toBe('/début');
});

test('paths, comments and slashes further on are text', () => {
  for (const text of [
    '/etc/hosts',
    '/usr/bin/env node',
    '//',
    '// a comment',
    '/',
    '/ a',
    'a /msg b',
    '</p>',
    '/*',
    '',
  ]) {
    expect(commandIn(text), text).toBeUndefined();
  }
});
