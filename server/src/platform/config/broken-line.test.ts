import { expect, test } from 'vitest';
import { brokenLine } from './broken-line.ts';

test.each([
  ['{"a": 1}', undefined],
  ['{\n  "a": {\n    "b": [1,\n 2]\n  }\n}\n', undefined],
  ['{\n  "a": 1\n  "b": 2\n}', 3],
  ['{\n  "a": 1,\n  "b": nope,\n  "c": 3\n}', 3],
  ['{\n  "a": "open,\n  "b": 2\n}', 2],
  ['{\n  "a": 1,\n}', 3],
  ['{\n  "a": 1\n}\n}\n', 4],
  ['{\n  "a": 1,\n  "b": 2\n', 4],
  ['{"a": tru\n}', 1],
  ['', 1],
  ["{\n\n\n 'a': 1}", 4],
])('%j is broken in line %s', (text, line) => {
  expect(brokenLine(text)).toBe(line);
});
