import { expect, test } from 'vitest';

import { languageLabel, languageName } from './languages.ts';

test('a fence names a language in many ways', () => {
  expect(languageName('js')).toBe('javascript');
  expect(languageName('SQL check before promotion')).toBe('sql');
  expect(languageName('c++')).toBe('cpp');
  expect(languageName('')).toBeUndefined();
  expect(languageName('klingon')).toBeUndefined();
  expect(languageLabel('SQL  check before promotion')).toBe('sql · check before promotion');
  expect(languageLabel('')).toBe('');
});
