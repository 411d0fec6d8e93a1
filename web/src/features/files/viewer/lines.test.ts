import { expect, test } from 'vitest';

import { choose, chosenOf, linesOf, piecesByLine, sayChosen } from './lines.ts';

test('a last line break ends a line and begins none; an endless line is cut', () => {
  expect(linesOf('a\nb\n')).toEqual(['a', 'b']);
  expect(linesOf('')).toEqual(['']);
  expect(linesOf('\n\n')).toEqual(['', '']);
  expect(linesOf('x'.repeat(6_000))[0]).toHaveLength(5_001);
});

test('colours go over the ends of lines', () => {
  const pieces = [
    { text: 'let a', look: undefined },
    { text: ' = `1\n2`', look: 's' },
    { text: ';\n', look: undefined },
  ] as const;
  expect(piecesByLine(pieces)).toEqual([
    [pieces[0], { text: ' = `1', look: 's' }],
    [
      { text: '2`', look: 's' },
      { text: ';', look: undefined },
    ],
    [],
  ]);
});

test.each(['9', '9-13'])('%s is read and said', (said) => {
  const chosen = chosenOf(said);
  expect(chosen && sayChosen(chosen)).toBe(said);
});

test.each(['', '0', '-3', '9-', 'nine', '9-13-20'])('"%s" chooses nothing', (said) => {
  expect(chosenOf(said)).toBeUndefined();
});

test('a press chooses a line, with Shift as far as there, and once more nothing', () => {
  const nine = choose(undefined, 9, false);
  expect(nine).toEqual({ from: 9, to: 9 });
  expect(choose(nine, 13, true)).toEqual({ from: 9, to: 13 });
  expect(choose(nine, 4, true)).toEqual({ from: 4, to: 9 });
  expect(choose(nine, 9, false)).toBeUndefined();
});
