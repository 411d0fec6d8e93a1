import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wordsIn } from '@innermost/protocol/words-that-call.ts';
import { hashtagsOf, plainText } from './mention-tokens.ts';

const words = (text: string): string[] => wordsIn(plainText(text)).map(({ tries }) => tries[0] ?? '');

describe('plain text', () => {
  test.each([
    ['say `@bob` twice', ['say', 'twice']],
    ['``a ` @bob`` @ann', ['@ann']],
    ['an unclosed ` @bob', ['an', 'unclosed', '@bob']],
    ['```\n@bob\n```\n@ann', ['@ann']],
    ['~~~ts\n@bob\n~~~\n@ann', ['@ann']],
    ['```\n@bob never closed', []],
    ['text\n\n    @bob indented\n@ann', ['text', '@ann']],
    ['text\n    @bob goes on', ['text', '@bob', 'goes', 'on']],
    ['[see @ann](https://example.com/@bob "at @eve") end', ['see', '@ann', 'end']],
    ['read https://example.com/@bob, @ann', ['read', '@ann']],
    ['www.example.com/@bob (http://a.b/@eve)@ann <https://c.d/@joe>', ['@ann']],
  ])('%j names %j', (text, expected) => {
    expect(words(text)).toEqual(expected);
  });
});

describe('words', () => {
  test('trailing punctuation is tried away one by one, the longest spelling first', () => {
    expect(wordsIn('@ann.b.-')[0]?.tries).toEqual(['@ann.b.-', '@ann.b.', '@ann.b']);
  });
  test('leading punctuation goes, emoji are skipped', () => {
    expect(words('.:-_@ann :smile: (@bob)')).toEqual(['@ann', '@bob']);
  });
  test('joined words without @ are also looked up by their parts', () => {
    expect(wordsIn('build.failed-again')[0]?.parts).toEqual(['build', 'failed', 'again']);
    expect(wordsIn('@build.failed')[0]?.parts).toEqual([]);
  });
  test('letters of every script count', () => {
    expect(words('@雪 привет@x')).toEqual(['@雪', 'привет@x']);
  });
});

describe('whatever is sent', () => {
  const markup = fc.string({
    unit: fc.constantFrom('`', '~', '\n', ' ', '@', '[', ']', '(', ')', 'a', ':', '.', '\t', '"'),
  });
  test('never throws, invents no characters, and words hold no separators', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), markup), (text) => {
        const plain = plainText(text);
        expect(isLeftOf(plain, text)).toBe(true);
        for (const { tries } of wordsIn(plain)) for (const word of tries) expect(word).not.toMatch(/[\s()[\]`]/);
        hashtagsOf(text);
      }),
    );
  });
  // Each name is the only one of its number, so that it can be told where it was found.
  const pieces = fc.array(
    fc.constantFrom(
      ...[(name: string) => `${name} `, (name: string) => `(${name}), `, (name: string) => `**${name}** `].map(
        (write) => ({ write, isNamed: true }),
      ),
      ...[
        (name: string) => `\`${name}\` `,
        (name: string) => `\`\`a \` ${name}\`\` `,
        (name: string) => `\n\`\`\`\n${name}\n\`\`\`\n`,
        (name: string) => `\n~~~~ts\n~~~\n${name}\n~~~~\n`,
        (name: string) => `\n\n    ${name}\n`,
        (name: string) => `[text](https://example.com/${name} "${name}") `,
        (name: string) => `https://example.com/${name}/ `,
      ].map((write) => ({ write, isNamed: false })),
    ),
  );
  test('names are found wherever they stand in text, and nowhere in code and addresses', () => {
    fc.assert(
      fc.property(pieces, (parts) => {
        const message = parts.map(({ write }, at) => write(`@name${at}`)).join('');
        const expected = parts.flatMap(({ isNamed }, at) => (isNamed ? [`@name${at}`] : []));
        expect(words(message).filter((word) => word.startsWith('@'))).toEqual(expected);
      }),
    );
  });
  test('the longest message of one kind of mark ends: quadratic work would run into the time limit', () => {
    for (const mark of ['`', '``` ', '[](', '@', '~~~\n', ':a:', '. ', 'www.', 'https://']) {
      expect(wordsIn(plainText(mark.repeat(200_000)))).toBeInstanceOf(Array);
    }
  });
});

/** Whether all of it but blanks stands in the text, in the same order. */
function isLeftOf(plain: string, text: string): boolean {
  let at = 0;
  for (const character of plain.replaceAll(' ', '')) {
    at = text.indexOf(character, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

describe('hashtags', () => {
  test.each([
    ['ship #release and #v2.0, not #a or #1st', '#release #v2.0'],
    ['#v2 (#tag) #疑問', '#v2 #tag #疑問'],
    ['`#code` #text', '#text'],
    ['no tags', ''],
    ['##double and a#b', '#double'],
  ])('%j has %j', (text, expected) => {
    expect(hashtagsOf(text)).toBe(expected);
  });
  test('the shortest is counted with its sign', () => {
    expect(hashtagsOf('#ab #abc #abcd', 5)).toBe('#abcd');
    expect(hashtagsOf('#ab #abc', 4)).toBe('#abc');
  });
  test('whole tags only, at most 1000 characters', () => {
    const tags = hashtagsOf(Array.from({ length: 300 }, (_, n) => `#tag${n}`).join(' '));
    expect(tags.length).toBeLessThanOrEqual(1000);
    expect(tags.endsWith(' ')).toBe(false);
    expect(tags.split(' ').every((tag) => /^#tag\d+$/.test(tag))).toBe(true);
  });
});
