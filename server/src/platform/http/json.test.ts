import { expect, test } from 'vitest';
import { parseJson } from './json.ts';

test('half of a surrogate pair reads as the replacement character, in names and in depth', () => {
  expect(parseJson(String.raw`{"a\ud800":["\udfffx",{"b":"\uD83D\uDE00"}],"n":[1,null,true]}`)).toEqual({
    'a\u{fffd}': ['\u{fffd}x', { b: '😀' }],
    n: [1, null, true],
  });
});

test('what nests too deeply is refused, what is only long is not', () => {
  const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
  for (const depth of [502, 5_000, 150_000]) expect(() => parseJson(nested(depth))).toThrow(SyntaxError);
  expect(() => parseJson(nested(500))).not.toThrow();
  expect(parseJson(`[${Array(1000).fill('{}').join(',')}]`)).toHaveLength(1000);
});

test('what only looks like an escape stays, and what is no JSON throws', () => {
  expect(parseJson(String.raw`["\\ud800"]`)).toEqual([String.raw`\ud800`]);
  expect(() => parseJson('{')).toThrow(SyntaxError);
});
