import { expect, test } from 'vitest';
import { numbered } from './named-parameters.ts';

test.each([
  ['SELECT :b, :a, :b', 'SELECT $1, $2, $1', 'b a'],
  [
    'SELECT :user_id::text, (:list)::text[], list[1:2], list[low:high]',
    'SELECT $1::text, ($2)::text[], list[1:2], list[low:high]',
    'user_id list',
  ],
  [`SELECT 'a:b', 'it''s :not', E'\\':not', "co:l", :yes`, `SELECT 'a:b', 'it''s :not', E'\\':not', "co:l", $1`, 'yes'],
  ['SELECT $$ :not $$, $tag$ :not $$ :not $tag$, :yes', 'SELECT $$ :not $$, $tag$ :not $$ :not $tag$, $1', 'yes'],
  ['SELECT 1 -- :not\n, /* :not\n :not */ :yes', 'SELECT 1 -- :not\n, /* :not\n :not */ $1', 'yes'],
  ['SELECT ARRAY[:a], x=:b, y||:c', 'SELECT ARRAY[$1], x=$2, y||$3', 'a b c'],
  [`SELECT :props ? 'key', props ->> 'a:b'`, `SELECT $1 ? 'key', props ->> 'a:b'`, 'props'],
  ['LIMIT :limit? OFFSET :offset', 'LIMIT $1 OFFSET $2', 'limit? offset'],
])('%s', (text, expected, parameters) => {
  const found = numbered(text);
  expect(found.text).toBe(expected);
  expect(found.parameters.map(({ name, nullable }) => name + (nullable ? '?' : '')).join(' ')).toBe(parameters);
});

test('a text numbers no parameter itself, and says one thing about each', () => {
  expect(() => numbered('SELECT $1')).toThrow('Name the parameter $1');
  expect(() => numbered('SELECT :a?, :a')).toThrow(':a is nullable in one place only');
});
