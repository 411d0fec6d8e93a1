import { expect, test } from 'vitest';

import { highlightNow, languageLabel, languageName, loadLanguage } from './highlight.ts';
import { languages } from './languages.ts';

test('a fence names a language in many ways', () => {
  expect(languageName('js')).toBe('javascript');
  expect(languageName('SQL check before promotion')).toBe('sql');
  expect(languageName('c++')).toBe('cpp');
  expect(languageName('')).toBeUndefined();
  expect(languageName('klingon')).toBeUndefined();
  expect(languageLabel('SQL  check before promotion')).toBe('sql · check before promotion');
  expect(languageLabel('')).toBe('');
});

test('pieces carry the looks of the sheet, and joined they are the code', async () => {
  const code = "select 'a', 1 -- note\n";
  expect(highlightNow(code, 'sql')).toBeUndefined();
  expect(await loadLanguage('sql')).toBe(true);
  const pieces = highlightNow(code, 'sql') ?? [];
  expect(pieces.map((piece) => piece.text).join('')).toBe(code);
  expect(pieces).toContainEqual({ text: 'select', look: 'k' });
  expect(pieces).toContainEqual({ text: "'a'", look: 's' });
  expect(pieces).toContainEqual({ text: '1', look: 'd' });
  expect(pieces).toContainEqual({ text: '-- note', look: 'c' });
});

test('every language listed loads under its own name and loses nothing', async () => {
  const code = 'let a = "b"; // c\n<d e="f">{g}</d>\n# h\n- i: 1\n+ j\n@k(l)\n';
  for (const { names } of languages) {
    const name = names[0] ?? '';
    expect(await loadLanguage(name), name).toBe(true);
    const pieces = highlightNow(code, name) ?? [];
    expect(pieces.map((piece) => piece.text).join(''), name).toBe(code);
  }
});

test('unknown languages and very long code stay plain', async () => {
  expect(await loadLanguage('klingon')).toBe(false);
  expect(highlightNow('a', 'klingon')).toBeUndefined();
  await loadLanguage('json');
  expect(highlightNow('[]'.repeat(20_000), 'json')).toBeUndefined();
});
