import { expect, test } from 'vitest';
import { codeOfStep, stepOfCode } from './totp.ts';

/** The secret of RFC 6238's test vectors, `12345678901234567890`, in base32. */
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

test.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_234_567_890, '005924'],
  [20_000_000_000, '353130'],
])('at %i s the code is %s', (seconds, code) => {
  expect(codeOfStep(secret, Math.floor(seconds / 30))).toBe(code);
});

test('a code holds one step before and after its own, and is of that step', () => {
  const code = codeOfStep(secret, 100);
  expect([98, 99, 100, 101, 102].map((step) => stepOfCode(secret, code, step * 30_000))).toEqual([
    undefined,
    100,
    100,
    100,
    undefined,
  ]);
  expect(stepOfCode(secret, '', 100 * 30_000)).toBeUndefined();
});
