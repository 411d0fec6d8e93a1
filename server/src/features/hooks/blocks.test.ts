import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { markdownOf } from './blocks.ts';
import { codeBlock, codeSpan } from './rich-text.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
const rich = (...elements: unknown[]) => markdownOf([{ type: 'rich_text', elements }]);
const section = (...elements: unknown[]) => ({ type: 'rich_text_section', elements });
const words = (text: string, style?: object) => ({ type: 'text', text, ...(style && { style }) });

describe('blocks', () => {
  test.each<[string, unknown, string]>([
    ['a header', { type: 'header', text: plain('Deploy\nfailed :fire:') }, '#### Deploy failed :fire:'],
    ['a section', { type: 'section', text: mrkdwn('*Bold* and ~old~ `*x*`') }, '**Bold** and ~~old~~ `*x*`'],
    [
      'text as it is',
      { type: 'section', text: plain('a *b* <!here> <start|stop>') },
      'a *b* &lt;!here> &lt;start|stop>',
    ],
    ['a text that is no object', { type: 'section', text: 'hello' }, 'hello'],
    ['entities in code', { type: 'section', text: mrkdwn('`a &lt; b` &lt;c&gt;') }, '`a < b` &lt;c&gt;'],
    ['Markdown, by mistake', { type: 'section', text: mrkdwn('**bold** 2*3*4 a*b') }, '**bold** 2*3*4 a*b'],
    [
      'fields',
      { type: 'section', fields: [mrkdwn('*Priority*\nHigh'), plain('b'), 5, null] },
      '**Priority**\nHigh\n\nb',
    ],
    [
      'a context',
      {
        type: 'context',
        elements: [{ type: 'image', image_url: 'https://a.example/i.png', alt_text: 'CI' }, mrkdwn('by *x*')],
      },
      '![CI](https://a.example/i.png =20x20) by **x**',
    ],
    [
      'a picture',
      { type: 'image', title: plain('Graph'), image_url: 'https://a.example/(1).png', alt_text: 'load [1m]' },
      'Graph\n![load 1m](https://a.example/%281%29.png)',
    ],
    ['a picture without an address', { type: 'image', image_url: 'javascript:x', alt_text: 'load' }, 'load'],
    [
      'buttons',
      {
        type: 'actions',
        elements: [
          { type: 'button', text: plain('Open'), url: 'https://a.example/1' },
          { type: 'button', text: plain('Approve'), action_id: 'x' },
          { type: 'button', text: plain('Run'), url: 'javascript:alert(1)' },
          { type: 'static_select', placeholder: plain('Pick') },
          { type: 'overflow', options: [{ text: plain('Log'), url: 'https://a.example/log' }] },
        ],
      },
      '[Open](https://a.example/1) · **Approve** · **Run** · [Log](https://a.example/log)',
    ],
    [
      'an accessory',
      {
        type: 'section',
        text: mrkdwn('x'),
        accessory: { type: 'button', text: plain('Go'), url: 'https://a.example' },
      },
      'x\n\n[Go](https://a.example)',
    ],
    ['Markdown itself', { type: 'markdown', text: '**b** | c' }, '**b** | c'],
    [
      'a video',
      {
        type: 'video',
        title: plain('Demo'),
        title_url: 'https://v.example',
        thumbnail_url: 'https://v.example/t.png',
        alt_text: 't',
      },
      '[Demo](https://v.example)\n\n![t](https://v.example/t.png)',
    ],
    [
      'a table',
      {
        type: 'table',
        rows: [
          [
            { type: 'raw_text', text: 'a' },
            { type: 'raw_text', text: 'b|c' },
          ],
          [{ type: 'rich_text', elements: [section(words('d'))] }],
        ],
      },
      '| a | b\\|c |\n| --- | --- |\n| d |  |',
    ],
    ['a kind that is not known', { type: 'alert', text: mrkdwn('*x*') }, '**x**'],
  ])('%s', (_name, block, shown) => expect(markdownOf([block])).toBe(shown));

  test('lines stand only between what they part', () => {
    const line = { type: 'divider' };
    const text = { type: 'section', text: mrkdwn('x') };
    expect(markdownOf([line, text, line, line, text, line])).toBe('x\n\n---\n\nx');
    expect(markdownOf([line, { type: 'section' }, line])).toBe('');
  });
});

describe('rich text', () => {
  test('every kind of words', () => {
    expect(
      rich(
        section(
          words('bold ', { bold: true }),
          words('all', { bold: true, italic: true, strike: true }),
          words(' code', { code: true }),
          words(' *not bold* 2 * 3 '),
          { type: 'link', url: 'https://a.example/?a=1&b=2', text: 'log' },
          { type: 'link', url: 'https://b.example', style: { bold: true } },
          { type: 'link', url: 'javascript:x', text: 'no' },
          { type: 'emoji', name: 'tada' },
          { type: 'user', user_id: 'U1' },
          { type: 'broadcast', range: 'everyone' },
          { type: 'date', timestamp: 1_392_734_382, format: '{date}' },
          { type: 'color', value: '#ff0000' },
        ),
      ),
    ).toBe(
      '**bold** **_~~all~~_**` code`' +
        String.raw` \*not bold\* 2 * 3 [log](https://a.example/?a=1&b=2)**[https://b.example](https://b.example)**no:tada:<@U1><!all>2014-02-18 14:39:42 UTC` +
        '`#ff0000`',
    );
  });

  test('lists, quotes and code', () => {
    const item = (text: string) => section(words(text));
    expect(
      rich(
        section(words('Steps:\n')),
        { type: 'rich_text_list', style: 'ordered', offset: 1, elements: [item('two'), item('three')] },
        { type: 'rich_text_list', style: 'bullet', indent: 1, elements: [item('inner')] },
        { type: 'rich_text_quote', elements: [words('said\ntwice')] },
        { type: 'rich_text_preformatted', language: 'sh', elements: [words('a <b|c> ```\n*x*\n')] },
      ),
    ).toBe('Steps:\n\n2. two\n3. three\n    - inner\n\n> said\n> twice\n\n````sh\na <b|c> ```\n*x*\n````');
  });

  test('what looks like a call is none', () => {
    expect(rich(section(words('<!here> <https://a.example|x>')))).toBe('&lt;!here> &lt;https://a.example|x>');
  });

  test('code holds whatever it holds', () => {
    expect(codeSpan('a`b')).toBe('``a`b``');
    expect(codeSpan('`a')).toBe('`` `a ``');
    expect(codeBlock('x', 'a b')).toBe('```\nx\n```');
  });
});

describe('what strangers send', () => {
  const keys = fc.constantFrom(
    'type',
    'text',
    'elements',
    'fields',
    'accessory',
    'url',
    'image_url',
    'style',
    'rows',
    'options',
    'indent',
    'offset',
    'slack_file',
    'timestamp',
  );
  const types = fc.constantFrom(
    'section',
    'header',
    'context',
    'divider',
    'image',
    'rich_text',
    'rich_text_list',
    'rich_text_section',
    'rich_text_preformatted',
    'actions',
    'button',
    'table',
    'video',
    'overflow',
    'text',
    'link',
    'date',
    'mrkdwn',
    'plain_text',
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5 },
      types,
      fc.jsonValue({ maxDepth: 1 }),
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(keys, tie('tree'), { maxKeys: 4 }),
    ),
  }));
  test('of the wrong type or shape shows nothing, and never throws', () => {
    fc.assert(
      fc.property(tree, (sent) => {
        expect(markdownOf(sent)).toBeTypeOf('string');
      }),
    );
    for (const sent of [
      undefined,
      null,
      5,
      'x',
      {},
      [null, 5, 'x', []],
      [{ type: 5 }],
      [{ type: 'rich_text', elements: 'x' }],
    ])
      expect(markdownOf(sent)).toBe('');
  });

  test('10,000 blocks and deep nesting end', () => {
    expect(markdownOf(Array.from({ length: 10_000 }, () => ({ type: 'section', text: mrkdwn('*x*') }))).length).toBe(
      69_998,
    );
    let deep: unknown = { type: 'rich_text_section' };
    for (let depth = 0; depth < 400; depth += 1) deep = { type: 'rich_text_section', elements: [deep] };
    expect(rich(deep)).toBe('');
  });

  test.each(['*', '~', '`', '* ', ' *a', '~a ', '<', '&lt;', '\\', '```\n'])(
    '300 kB of %j take no longer for it',
    (piece) => {
      const hostile = piece.repeat(Math.ceil(300_000 / piece.length));
      markdownOf([
        { type: 'section', text: mrkdwn(hostile) },
        { type: 'header', text: plain(hostile) },
      ]);
      rich(section(words(hostile)), { type: 'rich_text_preformatted', elements: [words(hostile)] });
    },
    10_000,
  );
});
