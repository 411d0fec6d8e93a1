import { expect, test } from 'vitest';
import { isFoldedAt, mayBeLong, sizeOf } from './folding.ts';

test.each([
  [23, 500, false],
  [24, 500, true],
  [22, 2400, true],
  [21, 2400, false],
  [21, 9000, false],
])('%i lines, %i characters: %s', (lines, characters, folds) => expect(isFoldedAt(lines, characters)).toBe(folds));

test('short text is not even measured', () => {
  expect(mayBeLong('a short message')).toBe(false);
  expect(mayBeLong('line\n'.repeat(13))).toBe(false);
  expect(mayBeLong('line\n'.repeat(24))).toBe(true);
  expect(mayBeLong('x'.repeat(2400))).toBe(true);
});

test('the size is that of what was sent', () => {
  expect(sizeOf('ü'.repeat(400))).toBe('800 B');
  expect(sizeOf('x'.repeat(4810))).toBe('4.8 KB');
});
