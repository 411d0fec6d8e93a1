import { renderToStaticMarkup } from 'react-dom/server';
import { array, assert, constantFrom, property } from 'fast-check';
import { expect, test } from 'vitest';

import { fitted } from './InlineImage.tsx';
import type { TextScope } from './scope.tsx';
import { InlineText, Text } from './Text.tsx';

const people = new Map([
  ['ann', { id: 'u1', isMe: false }],
  ['me', { id: 'u2', isMe: true }],
]);
const scope: TextScope = {
  person: (name) => people.get(name),
  channel: (name) => (name === 'ops' ? { label: 'Operations', path: '/oak/channels/ops' } : undefined),
  emoji: (name) =>
    name === 'tada' ? { character: '🎉' } : name === 'own' ? { src: '/api/v4/emoji/e1/image' } : undefined,
  origins: ['https://chat.example'],
};
const markup = (source: string, own?: TextScope) =>
  renderToStaticMarkup(<Text source={source} scope={{ ...scope, ...own }} />);

test('known names are mentions, one’s own stands out, unknown ones are text', () => {
  expect(markup('@ann, @me. @nobody')).toBe(
    '<p dir="auto"><span class="at">@ann</span>, <span class="at me">@me</span>. @nobody</p>',
  );
  expect(markup('@Ann', { openPerson: () => undefined })).toContain('<button type="button" class="at">@Ann</button>');
});

test('@all asks for everybody unless the sender may not', () => {
  expect(markup('@all: look')).toBe('<p dir="auto"><span class="at me">@all</span>: look</p>');
  expect(markup('@all', { channelWide: false })).toBe('<p dir="auto">@all</p>');
});

test('channels, hashtags and emoji', () => {
  expect(markup('~ops ~none')).toBe('<p dir="auto"><a class="chan" href="/oak/channels/ops">~Operations</a> ~none</p>');
  expect(markup('#release')).toBe('<p dir="auto">#release</p>');
  expect(markup('#release. #ab', { openHashtag: () => undefined })).toContain('#release</button>. #ab');
  expect(markup('so :tada: :own: :none:')).toContain('<span class="emo-char" title=":tada:">🎉</span>');
  expect(markup('so :own:')).toContain('src="/api/v4/emoji/e1/image" alt=":own:"');
  expect(markup('so :none:')).toContain('so <span class="emo-none">:none:</span>');
  expect(markup(':tada:')).toContain('class="jumbo"');
});

test('links leave this tab alone, except those to this server', () => {
  expect(markup('https://a.example/x')).toBe(
    '<p dir="auto"><a href="https://a.example/x" target="_blank" rel="noopener noreferrer nofollow">https://a.example/x</a></p>',
  );
  expect(markup('[here](https://a.example/x)')).toContain('title="https://a.example/x"');
  expect(markup('https://chat.example/oak', { navigate: () => undefined })).toContain('<a href="/oak"');
});

test('blocks take the classes of the look', () => {
  expect(markup('|a|\n|-:|\n|1|')).toContain('<table class="tbl"><thead><tr><th class="r" dir="auto">a</th>');
  expect(markup('- a')).toBe('<ul class="bul" dir="auto"><li><p>a</p></li></ul>');
  expect(markup('3. a')).toContain('<ol class="num-list" start="3"');
  expect(markup('- [x] a')).toMatch(/<li class="task">.*class="check on".*Done: .*a</);
  expect(markup('- [x] a\n\n- b')).not.toContain('[x]');
  expect(markup('# a')).toBe('<h4 class="h1" dir="auto">a</h4>');
  expect(markup('```sql top\nselect 1\n```')).toMatch(
    /<div class="code wide"><header>.*sql · top.*<code>select 1<\/code>/,
  );
});

test('long code is folded after twenty lines', () => {
  const lines = (n: number) => `\`\`\`\n${Array.from({ length: n }, (_, i) => `line${i + 1}`).join('\n')}\n\`\`\``;
  expect(markup(lines(20))).not.toContain('Show all');
  const folded = markup(lines(57));
  expect(folded).toContain('Show all 57 lines');
  expect(folded).toContain('line20');
  expect(folded).not.toContain('line21');
});

test('what would take long to draw waits for a press; what a person writes does not', () => {
  const blocks = (n: number) => Array.from({ length: n }, (_, i) => `part${i + 1}\n\n`).join('');
  expect(markup(blocks(100))).not.toContain('Show the rest');
  const cut = markup(blocks(2000));
  expect(cut).toContain('part1<');
  expect(cut).not.toContain('part2000');
  expect(cut).toContain('Show the rest');
});

test('words can be marked', () => {
  expect(markup('Lag on the replica, lagging', { marked: ['lag', '(x', ' '] })).toBe(
    '<p dir="auto"><mark>Lag</mark> on the replica, lagging</p>',
  );
});

test('one line has no blocks', () => {
  const html = renderToStaticMarkup(<InlineText source={'**a** @ann\nb'} scope={scope} />);
  expect(html).toBe('<strong>a</strong> <span class="at">@ann</span> b');
  expect(renderToStaticMarkup(<InlineText source={'- a\n- b'} />)).toBe('a, b');
});

test('pictures keep their proportions within 480 by 360', () => {
  expect(fitted({ width: 4000, height: 2000 })).toEqual({ width: 480, height: 240 });
  expect(fitted({ width: 100, height: 50 })).toEqual({ width: 100, height: 50 });
  expect(fitted({ width: 100, height: 50 }, 50)).toEqual({ width: 50, height: 25 });
  expect(fitted({ width: 100, height: 50 }, undefined, 25)).toEqual({ width: 50, height: 25 });
  expect(fitted(undefined, 1000, 1000)).toEqual({ width: 360, height: 360 });
  expect(fitted(undefined, 100)).toBeUndefined();
  expect(fitted({ width: 0, height: 0 })).toBeUndefined();
});

const hostile = array(
  constantFrom(
    '<img src=x onerror=alert(1)>',
    '<script>',
    '](',
    '[',
    'javascript:alert(1)',
    '"',
    "'",
    '`',
    '\n',
    '<',
    '![',
    '@ann',
    '=1x1)',
    ' ',
    '&lt;',
  ),
  { maxLength: 30 },
).map((pieces) => pieces.join(''));

test('whatever is sent, the page holds no element and no address of the sender’s own making', () => {
  assert(
    property(hostile, (source) => {
      const html = markup(source);
      expect(html).not.toMatch(
        /<(?!\/?(?:p|a|img|code|pre|div|header|span|br|strong|em|del|ul|ol|li|blockquote|h4|h5|h6|hr|button|svg|path|rect|table|thead|tbody|tr|th|td|input)\b)/,
      );
      expect(html).not.toMatch(/(?:href|src)="(?!https?:|mailto:|ftp|\/)/);
      expect(html).not.toMatch(/<[a-z]+[^>"]*\son\w+=/);
    }),
    { numRuns: 1000 },
  );
});
