import { expect, test } from 'vitest';

import { beginningOf, beginningOfInlines, textBeginning } from './beginning.ts';
import { drawingOf } from './drawing.ts';
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
  expect(shown('*a* '.repeat(1_000), 20)).toBe('a a a a a a a a a a');
  expect(shown('a\n'.repeat(1_000), 20)).toHaveLength(39);
  expect(beginningOf(parse('- a\n'.repeat(400)), 30)).toMatchObject([{ type: 'list', items: { length: 12 } }]);
  expect(beginningOf(parse(`|a|\n|-|\n${'|b|\n'.repeat(500)}`), 30)).toMatchObject([{ rows: { length: 19 } }]);
  expect(shown('word '.repeat(3_000), 20)).toHaveLength(1_951);
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

test('a long text is read up to the end of a line, and code to its own end', () => {
  expect(textBeginning('short')).toBe('short');
  const lines = 'a line of text\n'.repeat(1_000);
  expect(textBeginning(lines)).toHaveLength(3_989);
  expect(textBeginning('x'.repeat(3_999) + '🎉'.repeat(9))).toBe('x'.repeat(3_999));
  for (const [before, fence, after] of [
    ['', '```', '```'],
    ['- ', '````', '  ````'],
    ['> ', '~~~', '> ~~~~'],
  ]) {
    const code = `${before}${fence}ts\n${`${before?.trim() === '>' ? '>' : '  '} code\n`.repeat(900)}${after}`;
    expect(textBeginning(`${code}\n${lines}`), fence).toBe(code);
  }
  expect(textBeginning(`\`\`\`\n${lines}`)).toBe(`\`\`\`\n${lines}`);
  expect(textBeginning(`\`\`\`a\`\`\`\n${lines}`).length).toBeLessThan(4_001);
});

test('a drawing says what share of the message it is', () => {
  expect(drawingOf('short', 100)).toMatchObject({ isCut: false, share: 1 });
  const { isCut, share } = drawingOf('- a\n'.repeat(4_000), 120);
  expect(isCut).toBe(true);
  expect(share).toBeCloseTo(40 / 4_000, 2);
  // 4,000 of 8,000 characters are read: 2,000 lines, of which about 120 are drawn.
  expect(drawingOf('a\n'.repeat(4_000), 120).share).toBeCloseTo(0.03, 3);
});
