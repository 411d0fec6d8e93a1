import { expect, test } from 'vitest';

import { beginningOf, beginningOfInlines } from './beginning.ts';
import { plainText, type Block } from './nodes.ts';
import { parse } from './parse.ts';

const shown = (source: string, most: number) => plainText(beginningOf(parse(source), most));

test('what is short is left alone', () => {
  for (const source of ['a', '- a\n- b', '|a|\n|-|\n|b|', '> a\n\n```\nb\n```', 'a **b** `c`']) {
    const blocks = parse(source);
    expect(beginningOf(blocks, 60), source).toBe(blocks);
  }
});

test('a long block is cut inside: words, lines, items, rows, and plain text', () => {
  expect(shown('*a* '.repeat(1_000), 20)).toBe('a a a a a a a');
  expect(shown('a\n'.repeat(1_000), 20).length).toBeLessThan(30);
  expect(beginningOf(parse('- a\n'.repeat(400)), 30)).toMatchObject([{ type: 'list', items: { length: 10 } }]);
  expect(beginningOf(parse(`|a|\n|-|\n${'|b|\n'.repeat(500)}`), 30)).toMatchObject([{ rows: { length: 14 } }]);
  expect(shown('word '.repeat(3_000), 20)).toHaveLength(1_901);
  const verbatim: Block[] = [{ type: 'verbatim', text: 'x'.repeat(800_000) }];
  expect(plainText(beginningOf(verbatim, 20))).toHaveLength(2_001);
  expect(plainText(beginningOf([{ type: 'verbatim', text: `${'x'.repeat(1_999)}🎉${'x'.repeat(999)}` }], 20))).toBe(
    `${'x'.repeat(1_999)}…`,
  );
});

test('the first of everything is always there, however small the purse', () => {
  expect(shown('> - **a** b', 0)).toBe('a');
  expect(beginningOfInlines([{ type: 'text', text: 'a' }, { type: 'break' }], 0)).toEqual([
    { type: 'text', text: 'a' },
  ]);
});
