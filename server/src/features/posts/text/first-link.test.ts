import { expect, test } from 'vitest';
import { firstLink } from './first-link.ts';

test.each([
  ['see https://example.org', 'https://example.org'],
  ['https://example.org/a?b=c#d, and more', 'https://example.org/a?b=c#d'],
  ['is it (https://example.org/x)?', 'https://example.org/x'],
  ['of https://example.org/a_(b) it says', 'https://example.org/a_(b)'],
  ['[text](https://example.org/y) first, https://other.example later', 'https://example.org/y'],
  ['![picture](http://example.org/z.png)', 'http://example.org/z.png'],
  ['www.example.org.', 'http://www.example.org'],
  ['<https://example.org>', 'https://example.org'],
])('%s links to %s', (message, link) => {
  expect(firstLink(message)).toBe(link);
});

test.each([
  'no link',
  '`https://example.org`',
  '```\nhttps://example.org\n```',
  'ftp://example.org',
  'a://b',
  'www.',
  'xwww.a.b',
])('%s has no link', (message) => {
  expect(firstLink(message)).toBeUndefined();
});

test('a long message takes no longer than its length asks for', () => {
  expect(firstLink(`${'https:// '.repeat(5_000)}${'www. '.repeat(5_000)}`)).toBeUndefined();
  expect(firstLink(`https://example.org/${')'.repeat(10_000)}`)).toBe('https://example.org/');
});
