import { expect, test } from 'vitest';

import { grammars } from './grammars.ts';
import { highlight, loadGrammar } from './highlight.ts';
import { languages } from './languages.ts';

test('pieces carry the looks of the sheet, and joined they are the code', async () => {
  const code = "select 'a', 1 -- note\n";
  expect(await loadGrammar('sql')).toBe(true);
  const pieces = highlight(code, 'sql');
  expect(pieces.map((piece) => piece.text).join('')).toBe(code);
  expect(pieces).toContainEqual({ text: 'select', look: 'k' });
  expect(pieces).toContainEqual({ text: "'a'", look: 's' });
  expect(pieces).toContainEqual({ text: '1', look: 'd' });
  expect(pieces).toContainEqual({ text: '-- note', look: 'c' });
});

test('every language listed loads under its own name and loses nothing', async () => {
  const code = 'let a = "b"; // c\n<d e="f">{g}</d>\n# h\n- i: 1\n+ j\n@k(l)\n';
  for (const [name] of languages) {
    expect(await loadGrammar(name), name).toBe(true);
    const pieces = highlight(code, name);
    expect(pieces.map((piece) => piece.text).join(''), name).toBe(code);
  }
  expect(Object.keys(grammars)).toEqual(languages.map(([name]) => name));
});

test('unknown languages stay plain', async () => {
  expect(await loadGrammar('klingon')).toBe(false);
});
