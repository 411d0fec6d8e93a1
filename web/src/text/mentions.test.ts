import { assert, nat, property, string } from 'fast-check';
import { expect, test } from 'vitest';

import { complete, mentionsIn, resolveName, triggerAt } from './mentions.ts';

const known = new Set(['ann', 'ann.', 'bob-b', 'c_d']);
const find = (name: string) => (known.has(name) ? name : undefined);

test('a name ends where the longest known one does', () => {
  expect(resolveName('ann', find)).toEqual({ found: 'ann', name: 'ann', rest: '' });
  expect(resolveName('Ann..', find)).toEqual({ found: 'ann.', name: 'Ann.', rest: '.' });
  expect(resolveName('bob-b:', find)).toEqual({ found: 'bob-b', name: 'bob-b', rest: ':' });
  expect(resolveName('c_d_', find)).toEqual({ found: 'c_d', name: 'c_d', rest: '_' });
  expect(resolveName('annx', find)).toBeUndefined();
  expect(resolveName('ann.x', find)).toBeUndefined();
});

test('a message mentions what its text names, not its code', () => {
  expect(mentionsIn('@ann and @Ann. `@bob` @here: **@c_d**\n> @all')).toEqual({
    names: ['ann', 'c_d'],
    channelWide: ['here', 'all'],
  });
});

const at = (marked: string) => {
  const caret = marked.indexOf('|');
  return triggerAt(marked.replace('|', ''), caret);
};

test('the caret is about to name something after a sign at the edge of a word', () => {
  expect(at('@|')).toEqual({ kind: 'person', query: '', start: 0, end: 1 });
  expect(at('hi @to|')).toEqual({ kind: 'person', query: 'to', start: 3, end: 6 });
  expect(at('hi (@to|mas x')).toEqual({ kind: 'person', query: 'to', start: 4, end: 10 });
  expect(at('see ~inc|')).toMatchObject({ kind: 'channel', query: 'inc' });
  expect(at('nice :ta|')).toMatchObject({ kind: 'emoji', query: 'ta', start: 5 });
  expect(at('/aw|')).toMatchObject({ kind: 'command', query: 'aw' });
  expect(at('@Ду|')).toMatchObject({ kind: 'person', query: 'Ду' });
});

test('and not elsewhere', () => {
  for (const marked of [
    'a@b|',
    'at 10:30|',
    ':)|',
    ':D|',
    'a/b|',
    'x /aw|',
    '@to mas|',
    '`@to|',
    '```\n@to|',
    '~~a|',
    '|@to',
  ]) {
    expect(at(marked), marked).toBeUndefined();
  }
  expect(at('```\ncode\n```\n@to|')).toMatchObject({ query: 'to' });
});

test('completing replaces the whole word and leaves one space', () => {
  const done = (marked: string, name: string) => {
    const trigger = at(marked);
    if (!trigger) throw new Error('nothing to complete');
    const { text, caret } = complete(marked.replace('|', ''), trigger, name);
    return `${text.slice(0, caret)}|${text.slice(caret)}`;
  };
  expect(done('hi @to|', 'tomas')).toBe('hi @tomas |');
  expect(done('hi @to|m, you', 'tomas')).toBe('hi @tomas |, you');
  expect(done('hi @to| you', 'tomas')).toBe('hi @tomas |you');
  expect(done(':ta|', 'tada')).toBe(':tada: |');
  expect(done('~inc|', 'incidents')).toBe('~incidents |');
  expect(done('/aw|', 'away')).toBe('/away |');
});

test('whatever is typed: a trigger lies around the caret and begins with its sign', () => {
  assert(
    property(string(), nat(), (text, n) => {
      const caret = text.length === 0 ? 0 : n % (text.length + 1);
      const trigger = triggerAt(`@${text}`, caret);
      if (!trigger) return;
      expect(trigger.start).toBeLessThan(caret);
      expect(trigger.end).toBeGreaterThanOrEqual(caret);
      expect(`@${text}`.slice(trigger.start + 1, caret)).toBe(trigger.query);
    }),
  );
});
