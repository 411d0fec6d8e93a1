import { array, assert, constantFrom, oneof, property, string } from 'fast-check';
import { expect, test } from 'vitest';

import { type Block, type Inline, isOnlyEmoji, plainText, walk } from './nodes.ts';
import { parse } from './parse.ts';

const inlines = (source: string): readonly Inline[] => {
  const [only] = parse(source);
  return only && 'children' in only && only.type !== 'quote' ? only.children : [];
};
const text = (value: string): Inline => ({ type: 'text', text: value });

test('one newline breaks the line, two begin a paragraph', () => {
  expect(parse('a\nb\n\nc')).toEqual([
    { type: 'paragraph', children: [text('a'), { type: 'break' }, text('b')] },
    { type: 'paragraph', children: [text('c')] },
  ]);
});

test('emphasis, strike and code; a single tilde and underscores within words are text', () => {
  expect(inlines('**a** *b* ~~c~~ `d`')).toMatchObject([
    { type: 'strong' },
    text(' '),
    { type: 'em' },
    text(' '),
    { type: 'del' },
    text(' '),
    { type: 'code', text: 'd' },
  ]);
  expect(inlines('snake_case_name /usr/local_lib/foo_bar.txt ~a b~')).toEqual([
    text('snake_case_name /usr/local_lib/foo_bar.txt '),
    { type: 'channel', name: 'a' },
    text(' b~'),
  ]);
});

test('words with a meaning are found in text, and only there', () => {
  expect(inlines('@ann, see ~town-square #release :tada: x@y.example')).toEqual([
    { type: 'mention', name: 'ann' },
    text(', see '),
    { type: 'channel', name: 'town-square' },
    text(' '),
    { type: 'hashtag', tag: 'release' },
    text(' '),
    { type: 'emoji', name: 'tada' },
    text(' '),
    { type: 'link', href: 'mailto:x@y.example', title: undefined, children: [text('x@y.example')] },
  ]);
  expect(inlines('`@ann :tada:`')).toEqual([{ type: 'code', text: '@ann :tada:' }]);
  expect(inlines('a@ann b~c d#e 1#2')).toEqual([text('a@ann b~c d#e 1#2')]);
  expect(inlines('[to @ann](https://a.example)')).toMatchObject([{ type: 'link', children: [text('to @ann')] }]);
});

test('addresses become links without what ends the sentence', () => {
  const hrefs = (source: string) => inlines(source).flatMap((node) => (node.type === 'link' ? [node.href] : []));
  expect(hrefs('see https://a.example/x_y_z.')).toEqual(['https://a.example/x_y_z']);
  expect(hrefs('(https://a.example/wiki/A_(b))')).toEqual(['https://a.example/wiki/A_(b)']);
  expect(hrefs('www.a.example, <https://b.example> and ftp://c.example!')).toEqual([
    'http://www.a.example/',
    'https://b.example/',
    'ftp://c.example/',
  ]);
  expect(hrefs('https:// www. http://')).toEqual([]);
  expect(hrefs('**https://a.example/b**')).toEqual([]);
  expect(inlines('**https://a.example/b**')).toMatchObject([
    { type: 'strong', children: [{ type: 'link', href: 'https://a.example/b' }] },
  ]);
});

test('what is not safe to follow stays as it was written', () => {
  for (const source of ['[a](javascript:alert(1))', '[a](data:text/html,x)', '<javascript:alert(1)>', '![a](data:x)']) {
    expect(plainText(parse(source))).toBe(source);
  }
});

test('html is text, and entities are what they stand for', () => {
  expect(inlines('<b onclick=x>**a**</b>')).toEqual([
    text('<b onclick=x>'),
    { type: 'strong', children: [text('a')] },
    text('</b>'),
  ]);
  expect(plainText(parse('<script>\nalert(1)\n</script>'))).toBe('<script> alert(1) </script>');
  expect(plainText(parse('a &lt; b &amp;&amp; c &#8364; &bogus; &#0;'))).toBe('a < b && c € &bogus; &#0;');
  expect(inlines('`&lt;`')).toEqual([{ type: 'code', text: '&lt;' }]);
});

test('lists, tasks, quotes, tables, code and rules', () => {
  expect(parse('- [x] a\n- [ ] b')).toMatchObject([
    { type: 'list', start: undefined, items: [{ checked: true }, { checked: false }] },
  ]);
  expect(parse('3. a\n4. b')).toMatchObject([{ type: 'list', start: 3, items: [{ checked: undefined }, {}] }]);
  expect(parse('> a\n> b')).toMatchObject([{ type: 'quote', children: [{ type: 'paragraph' }] }]);
  expect(parse('|a|b|\n|-|-:|\n|1|2|')).toMatchObject([
    {
      type: 'table',
      align: [undefined, 'right'],
      head: [[text('a')], [text('b')]],
      rows: [[[text('1')], [text('2')]]],
    },
  ]);
  expect(parse('```sql top\nselect 1\n```\n\n---')).toEqual([
    { type: 'code', language: 'sql top', text: 'select 1' },
    { type: 'rule' },
  ]);
  expect(plainText(parse('[note]: remember'))).toBe('[note]: remember');
  expect(plainText(parse('|a|\n|-|\n|b|c|'))).toContain('c');
});

test('a picture may ask for a size', () => {
  expect(inlines('![a](https://b.example/c.png =100x50)')).toEqual([
    { type: 'image', src: 'https://b.example/c.png', alt: 'a', width: 100, height: 50 },
  ]);
  expect(inlines('![a](https://b.example/c.png =80)')).toMatchObject([{ width: 80, height: undefined }]);
  expect(inlines('![a](https://b.example/c.png "t")')).toMatchObject([{ src: 'https://b.example/c.png', alt: 'a' }]);
});

test('a few emoji alone are told from a sentence', () => {
  for (const source of [':tada:', '👍', '👍 :tada: 🧑‍🚀', '❤️']) expect(isOnlyEmoji(parse(source)), source).toBe(true);
  for (const source of ['ok 👍', '', '1', ':a: **b**', '👍'.repeat(11), '👍\n\n👍']) {
    expect(isOnlyEmoji(parse(source)), source).toBe(false);
  }
});

const longest = 16_383;
const filled = (piece: string) => piece.repeat(Math.ceil(longest / piece.length)).slice(0, longest);

test('nesting is bounded and long hostile text is survived', () => {
  const hostile = [
    '>',
    '> ',
    '- ',
    '1. ',
    '> - 1. ',
    '[',
    '![',
    '*a **b ',
    '_a__b',
    '`',
    '<a ',
    '(',
    '~~a~ ',
    '|-',
    '\\*',
    'a@',
    '#',
    ':a',
  ];
  for (const piece of hostile) {
    const blocks = parse(filled(piece));
    expect(depth(blocks), piece).toBeLessThan(25);
    // Bounded by the rules, not by giving up.
    expect(blocks[0]?.type, piece).toMatch(/^(?!verbatim)/);
  }
  const stars = `${'*'.repeat(8000)}a${'*'.repeat(8000)}`;
  expect(depth(parse(stars))).toBeLessThan(25);
  expect(parse('a\n'.repeat(400_000))).toMatchObject([{ type: 'verbatim' }]);
});

const signs =
  '* ** _ __ ~~ ~ ` ```\n > - 1. # | |-|-|\n \n \n\n \\ [ ] ( ) ! < > @ : & --- === https:// www. <b> \t . ,'.split(
    ' ',
  );
const markup = constantFrom(' ', '> ', '- ', '1. ', '# ', '    ', ...signs);
const word = constantFrom('ann', 'Größe', 'foo', 'slov', '漢字', 'e', 'nnn', '🎉');
const message = array(oneof({ weight: 2, arbitrary: word }, { weight: 3, arbitrary: markup }), { maxLength: 60 }).map(
  (pieces) => pieces.join(''),
);
const anything = oneof(message, string(), string({ unit: 'binary' }));

test('no text is lost: every letter of the message is shown, in order', () => {
  const letters = (value: string) => value.match(/[\p{L}\p{Extended_Pictographic}]/gu)?.join('') ?? '';
  assert(
    property(message, (source) => {
      // What an address leads to is not shown; its label is. So links that hide one are left out here.
      if (/\]\(/.test(source)) return;
      expect(letters(everything(parse(source)))).toBe(letters(source));
    }),
    { numRuns: 2000 },
  );
});

test('whatever the text: no throw, and no link or picture that is unsafe', () => {
  assert(
    property(anything, (source) => {
      walk(parse(source), (node) => {
        if (node.type === 'link')
          expect(node.href).toMatch(/^(?:https?|ftps?|mailto|tel|sms|sips?|xmpp|ircs?|matrix|ssh|git):|^\/(?![/\\])/);
        if (node.type === 'image') expect(node.src).toMatch(/^https?:\/\/|^\/(?![/\\])/);
      });
    }),
    { numRuns: 2000 },
  );
});

/** Labels and languages included, unlike plainText. */
function everything(blocks: readonly Block[]): string {
  return blocks
    .map((block) => {
      if (block.type === 'code') return `${block.language} ${block.text}`;
      if (block.type === 'quote') return everything(block.children);
      if (block.type === 'list') return block.items.map((item) => everything(item.children)).join(' ');
      return plainText([block]);
    })
    .join(' ');
}

function depth(node: unknown): number {
  if (Array.isArray(node)) return Math.max(0, ...node.map(depth));
  if (typeof node !== 'object' || node === null) return 0;
  return 1 + Math.max(0, ...Object.values(node).map(depth));
}

test('beyond its caps a message is shown as it was written, with its lines', () => {
  const many = parse('*a* '.repeat(4_000));
  const [only] = many;
  expect(only?.type === 'paragraph' && only.children.length < 4_100).toBe(true);
  expect(/^a a .*a \*a\* \*a\*/.test(plainText(many))).toBe(true);
  expect(plainText(parse(`${'a\n'.repeat(5_000)}end`)).split(' ')).toHaveLength(5_001);
  const items = parse('- a\n'.repeat(3_000)).filter((block) => block.type === 'list');
  expect(items.reduce((sum, list) => sum + list.items.length, 0)).toBeLessThan(2_000);
});

test.each([
  ['src/main.go:100:5: undefined', []],
  ['at 12:30:45, host:8080: down', []],
  ['a:smile:b word:tada: :tada:word', []],
  [':100: (:tada:) :a::b:.', ['100', 'tada', 'a', 'b']],
  ['“:+1:”, :-1:! 了:tada:吧', ['+1', '-1', 'tada']],
  ['**:tada:** _:eyes:_ |:eyes:|', ['tada', 'eyes', 'eyes']],
])('emoji codes stand between words: %s', (source, names) => {
  const found: string[] = [];
  walk(parse(source), (node) => void (node.type === 'emoji' && found.push(node.name)));
  expect(found).toEqual(names);
});

test('the label of a link has emoji, and nothing that can be followed by itself', () => {
  expect(inlines('[:tada: by @ann in ~dev #x](https://a.example)')).toMatchObject([
    {
      type: 'link',
      children: [{ type: 'emoji', name: 'tada' }, text(' by @ann in ~dev #x')],
    },
  ]);
});

test('entities in code stay as they were typed', () => {
  expect(inlines('`&lt;b&gt;` &lt;b&gt;')).toEqual([{ type: 'code', text: '&lt;b&gt;' }, text(' <b>')]);
  expect(parse('```\n&amp;&lt;x\n```\n\n    &gt; y')).toMatchObject([
    { type: 'code', text: '&amp;&lt;x' },
    { type: 'code', text: '&gt; y' },
  ]);
});
