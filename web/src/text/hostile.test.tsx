// What strangers send may not stop a reader: whatever the text, reading it takes time in proportion to its length, and
// drawing it a bounded number of elements.
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';

import { tooSteep } from '../../../tools/growth.ts';
import { Attachments } from '../features/attachments/Attachments.tsx';
import { safeHref } from './links.ts';
import { bestFits } from './match.ts';
import { mentionsIn, resolveName, triggerAt } from './mentions.ts';
import { isOnlyEmoji, plainText } from './nodes.ts';
import { parse } from './parse.ts';
import { InlineText, Text } from './Text.tsx';
import { splitWords } from './words.ts';

const longest = 16_383;
const filled = (piece: string, length: number) => piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
const ladder = (sign: string, length: number) => {
  let text = '';
  for (let run = 1; text.length < length; run += 1) text += `${sign.repeat(run)}a `;
  return text.slice(0, length);
};

const repeated = [
  '>',
  '> ',
  '> a\n',
  '- ',
  '- a\n',
  '- a\n  - b\n',
  '1. ',
  '1) a\n',
  '- [ ] a\n',
  '> - 1. ',
  '# ',
  '#\n',
  '---\n',
  'a\n---\n',
  '===\n',
  '    a\n',
  'a\n',
  '\n',
  '\t',
  ' ',
  'a  \n',
  '\\',
  '\\*',
  '```\n',
  '~~~\n',
  '```a',
  '<a ',
  '<',

  '[',
  '![',
  '[]',
  '![]',
  '[[]',
  '](',
  '[a](',
  '[a](()',
  '[a](<',
  '[a](b "',
  '![a](b =',
  '![a](b =1x',
  '[x]: y\n',
  '*',
  '_',
  '**',
  '*_',
  '*a_',
  '_a',
  '_a__b',
  '*a **b ',
  '**a*',
  ' *a',
  '*a*',
  '~~',
  '~~a',
  '~~a~ ',
  '`',
  '*`',
  '``a',

  '|',
  '|-',
  '|a\n|-\n',
  '|a|b|\n',
  '@a',
  '@a.',
  '@a.-_:',
  '#a',
  ':a',
  ':a:',
  '~a ',
  'a@',
  'a@b.',
  'a@b.c ',
  'http://',
  'http://a.b(',
  'http://a.b)',
  'http://a,,,',
  'www.',
  'a.',
  '&',
  '&#',
  '&amp;',
  '👍🏽',
  '🇩🇪',
  'é',
  '(',
  '!',
];
const shaped: Readonly<Record<string, (length: number) => string>> = {
  'nested brackets': (length) => '['.repeat(length / 2) + ']'.repeat(length / 2),
  'nested links': (length) => '['.repeat(length / 6) + 'a' + '](b)'.repeat(length / 6),
  'a table of many cells': (length) =>
    `${'|a'.repeat(40)}|\n${'|-'.repeat(40)}|\n${filled(`${'|b'.repeat(40)}|\n`, Math.max(0, length - 162))}`,
  'one wide row': (length) => ['|a', '|-', '|b'].map((cell) => `${cell.repeat(length / 6)}|`).join('\n'),
  'runs of backticks': (length) => ladder('`', length),
  'runs of stars': (length) => ladder('*', length),
  'runs of underscores': (length) => ladder('_', length),
  'stars around a letter': (length) => `${'*'.repeat(length / 2)}a${'*'.repeat(length / 2)}`,
  'a name that never ends': (length) => `@a${'.'.repeat(length)}`,
  'emoji with a tone, and then not': (length) => `${filled('👍🏽', length)}x`,
  'an address of dots': (length) => `http://${'a.'.repeat(length / 2)}`,
};
const corpus: [name: string, make: (length: number) => string][] = [
  ...repeated.map((piece): [string, (length: number) => string] => [
    JSON.stringify(piece),
    (length) => filled(piece, length),
  ]),
  ...Object.entries(shaped),
];

let nth = 0;
/** Texts are remembered, so each one is another. */
const another = (text: string) => `${text}\n\n${(nth += 1)}`;

const readers: Readonly<Record<string, (text: string) => unknown>> = {
  parse: (text) => isOnlyEmoji(parse(another(text))),
  emoji: (text) => isOnlyEmoji([{ type: 'paragraph', children: [{ type: 'text', text }] }]),
  words: splitWords,
  links: safeHref,
  mentions: (text) => mentionsIn(another(text)).names,
  previews: (text) => plainText([{ type: 'verbatim', text }]),
  names: (text) => resolveName(text, () => undefined),
  caret: (text) => triggerAt(text, text.length),
  search: (text) => bestFits([text, 'x'], text, (one) => [one, one], 8),
};

const patience = 300_000;

test.each(Object.entries(readers))(
  '%s: four times the text takes a few times four as long at most',
  (_, read) => {
    const slow = corpus.flatMap(([name, make]) => {
      const reading = (length: number) => {
        const text = make(length);
        return () => read(text);
      };
      const found = tooSteep(reading, longest >> 2);
      return found === undefined ? [] : [`${name}: ${found}`];
    });
    expect(slow).toEqual([]);
  },
  patience,
);

const elementsIn = (node: React.ReactNode) => renderToStaticMarkup(<>{node}</>).match(/<[a-z]/g)?.length ?? 0;

test(
  'no message draws more at once than the cap, however it is made',
  () => {
    for (const [name, make] of corpus) {
      const text = make(longest);
      expect(elementsIn(<Text source={text} />), name).toBeLessThan(1_000);
      expect(elementsIn(<InlineText source={text} />), name).toBeLessThan(500);
    }
  },
  patience,
);

test(
  'no card of a machine draws more at once than the cap',
  () => {
    const text = filled('*a* ', longest);
    const many = Array.from({ length: 60 }, () => ({ title: text, text, footer: text, pretext: text }));
    expect(elementsIn(<Attachments attachments={many.slice(0, 2)} />)).toBeLessThan(3_000);
    const fields = Array.from({ length: 5_000 }, (_, at) => ({
      title: `f${at}`,
      value: '*a* '.repeat(100),
      short: true,
    }));
    expect(elementsIn(<Attachments attachments={[{ fields }]} />)).toBeLessThan(2_000);
    const huge = Array.from({ length: 200 }, () => ({ text: 'x'.repeat(4_000) }));
    expect(elementsIn(<Attachments attachments={huge} />)).toBeLessThan(1_000);
  },
  patience,
);
