import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { faultsOf, isShown } from './attachments.ts';
import { payloadOf } from './payload.ts';

const unreadable = expect.objectContaining({ id: 'web.incoming_webhook.decode.app_error', status: 400 });
const attachmentOf = (sent: unknown) => payloadOf({ attachments: [sent] }).attachments?.[0];
const fieldOf = (sent: object) => attachmentOf({ fields: [sent] })?.fields?.[0];

test('what is not sent is empty', () => {
  expect(payloadOf({})).toEqual({
    text: '',
    channel: '',
    username: '',
    icon_url: '',
    icon_emoji: '',
    type: '',
    blocks: '',
    attachments: undefined,
    props: {},
    priority: undefined,
  });
});

test('null counts as not sent, in every field', () => {
  const keys = ['text', 'channel', 'username', 'icon_url', 'icon_emoji', 'type', 'attachments', 'props', 'priority'];
  expect(payloadOf(Object.fromEntries(keys.map((key) => [key, null])))).toEqual(payloadOf({}));
});

test('unknown keys are ignored, known ones understood in any case of letters, an exact one first', () => {
  const sent = { mrkdwn: true, link_names: 1, parse: 'full', TEXT: 'loud', text: 'quiet', Icon_Emoji: ':x:' };
  expect(payloadOf(sent)).toEqual({ ...payloadOf({}), text: 'quiet', icon_emoji: ':x:' });
  expect(attachmentOf({ Title: 'T', Fields: [{ Title: 't', Value: 1, Short: true }] })).toMatchObject({
    title: 'T',
    fields: [{ title: 't', value: '1', short: true }],
  });
});

test.each([
  [[]],
  ['text'],
  [5],
  [{ text: 5 }],
  [{ text: {} }],
  [{ channel: ['a'] }],
  [{ username: true }],
  [{ props: [] }],
  [{ props: 'a' }],
  [{ attachments: {} }],
  [{ attachments: ['a'] }],
  [{ attachments: [{ title: 5 }] }],
  [{ attachments: [{ id: '1' }] }],
  [{ attachments: [{ fields: {} }] }],
  [{ attachments: [{ fields: [{ title: 5 }] }] }],
  [{ attachments: [{ actions: [{ name: 5 }] }] }],
  [{ props: { attachments: 'a' } }],
  [{ priority: 'urgent' }],
  [{ priority: { priority: 1 } }],
  [{ priority: { priority: '', requested_ack: 'yes' } }],
])('%j is refused', (sent) => expect(() => payloadOf(sent)).toThrow(unreadable));

describe('attachments', () => {
  test('have every field that clients look for', () => {
    expect(attachmentOf({ color: 'good' })).toEqual({
      id: 0,
      fallback: '',
      color: 'good',
      pretext: '',
      author_name: '',
      author_link: '',
      author_icon: '',
      title: '',
      title_link: '',
      text: '',
      fields: [],
      image_url: '',
      thumb_url: '',
      footer: '',
      footer_icon: '',
      ts: null,
    });
  });

  test('have the id that they come with, else 0', () => {
    expect(payloadOf({ attachments: [{}, { id: 7 }, { id: 0 }] }).attachments?.map(({ id }) => id)).toEqual([0, 7, 0]);
  });

  test('an empty list is a list; null entries of lists are dropped', () => {
    expect(payloadOf({ attachments: [] }).attachments).toEqual([]);
    expect(payloadOf({ attachments: [null] }).attachments).toEqual([]);
    const sent = { attachments: [null, { fields: [null, { title: 't' }], actions: [null] }, null] };
    expect(payloadOf(sent).attachments).toMatchObject([{ id: 0, fields: [{ title: 't', value: '', short: false }] }]);
  });

  test.each([
    ['text', 'text'],
    ['', ''],
    [93, '93'],
    [1.5, '1.5'],
    [-0.25, '-0.25'],
    [1_234_567, '1234567'],
    [true, 'true'],
    [false, 'false'],
    [null, ''],
    [[1, 'a'], '[1,"a"]'],
    [{ a: 1 }, '{"a":1}'],
  ])('the value %j of a field is kept as %j', (value, kept) => {
    expect(fieldOf({ title: 't', value })).toEqual({ title: 't', value: kept, short: false });
  });

  test.each([
    [true, true],
    [false, false],
    ['true', true],
    ['TRUE', true],
    ['False', false],
    [null, false],
    [undefined, false],
  ])('short %j means %j', (short, kept) => expect(fieldOf({ short })?.short).toBe(kept));

  test.each(['yes', '', 'true ', 1, 0, [], {}])('short %j refuses the whole request', (short) => {
    expect(() => fieldOf({ short })).toThrow(unreadable);
  });

  test('ts is kept as it is sent', () => {
    for (const ts of [1_700_000_000, '1700000000.25', '', 0]) expect(attachmentOf({ ts })?.ts).toBe(ts);
    for (const ts of [null, {}, [1], true]) expect(attachmentOf({ ts })?.ts).toBeNull();
  });

  test('come inside the props as well; those outside win', () => {
    const inside = { props: { attachments: [{ text: 'inside' }], card: 'c' } };
    expect(payloadOf(inside)).toMatchObject({ attachments: [{ id: 0, text: 'inside' }] });
    expect(payloadOf(inside).props).toEqual({ card: 'c' });
    expect(payloadOf({ ...inside, attachments: [] })).toMatchObject({ attachments: [], props: { card: 'c' } });
  });

  test('actions are kept with their integration, and named when they have no id', () => {
    const integration = { url: 'https://ci.example/retry', context: { build: 42 } };
    const actions = [
      { id: 'retry1', type: 'button', name: 'Retry', style: 'primary', integration, secret: 1 },
      { type: 'select', name: 'Pick', options: [{ text: 'A', value: 'a' }, null], default_option: 'a', integration },
    ];
    expect(attachmentOf({ actions })?.actions).toEqual([
      { id: 'retry1', type: 'button', name: 'Retry', style: 'primary', integration },
      {
        id: expect.stringMatching(/^[a-z0-9]{26}$/),
        type: 'select',
        name: 'Pick',
        options: [{ text: 'A', value: 'a' }],
        default_option: 'a',
        integration,
      },
    ]);
    expect(attachmentOf({ actions: [] })).not.toHaveProperty('actions');
  });

  test('a button that only leads somewhere is a link, and one without a type is a button', () => {
    const integration = { url: 'https://ci.example/retry' };
    expect(
      attachmentOf({
        text: 'High load',
        actions: [
          { type: 'button', text: 'Silence :mute:', url: 'https://alerts.example/#/silences', style: 'danger' },
          { type: 'button', name: 'Runbook', url: 'https://wiki.example/[x]' },
          { text: 'Bad', url: 'javascript:alert(1)' },
          { name: 'retry', text: 'Retry', value: 'x', integration },
        ],
      }),
    ).toMatchObject({
      text: 'High load\n\n[Silence :mute:](https://alerts.example/#/silences) · [Runbook](https://wiki.example/[x])',
      actions: [
        { type: 'button', name: 'Bad' },
        { type: 'button', name: 'Retry', integration },
      ],
    });
    const linkOnly = attachmentOf({ actions: [{ type: 'button', text: 'Open', url: 'https://a.example' }] });
    expect(linkOnly).toMatchObject({ text: '[Open](https://a.example)' });
    expect(linkOnly).not.toHaveProperty('actions');
  });

  test('blocks follow their text, and a summary stands in for nothing', () => {
    const blocks = [{ type: 'header', text: { type: 'plain_text', text: 'Deploy' } }, { type: 5 }];
    expect(attachmentOf({ blocks })).toMatchObject({ text: '#### Deploy' });
    expect(attachmentOf({ text: 'x', blocks, fallback: 'f' })).toMatchObject({ text: 'x\n\n#### Deploy' });
    expect(attachmentOf({ fallback: 'only this', color: 'good' })).toMatchObject({ text: 'only this' });
    for (const wrong of [null, 5, 'x', {}, [null, 'x', []]]) expect(attachmentOf({ blocks: wrong })?.text).toBe('');
  });

  test('show something or not', () => {
    const shown = (sent: object) => isShown(attachmentOf(sent) ?? {});
    for (const nothing of [{}, { color: 'good' }, { ts: 1 }, { text: ' \n\u200B' }, { fields: [{ short: true }] }])
      expect(shown(nothing)).toBe(false);
    for (const some of [
      { image_url: 'x' },
      { fields: [{ value: 0 }] },
      { actions: [{ name: 'Go' }] },
      { fallback: 'x' },
    ])
      expect(shown(some)).toBe(true);
  });

  test('with faults are named for the log only', () => {
    const button = { type: 'button', name: 'ok', integration: { url: 'https://a.example' } };
    const faults = (sent: object) => faultsOf([attachmentOf({ color: 'good', ...sent }) ?? {}]);
    for (const color of ['', 'warning', 'danger', '#Ff0000', '#abc']) expect(faults({ color })).toEqual([]);
    expect(faults({ actions: [button, { ...button, style: 'danger' }] })).toEqual([]);
    expect(faults({ color: 'red' })).toHaveLength(1);
    expect(faults({ actions: [{ ...button, type: 'link' }] })).toHaveLength(1);
    expect(faults({ actions: [{ ...button, style: 'loud' }] })).toHaveLength(1);
    expect(faults({ actions: [{ ...button, options: [], data_source: 'users' }] })).toHaveLength(1);
    expect(faults({ actions: [{}] })).toHaveLength(2);
  });
});

test('whatever JSON is sent is either read or refused', () => {
  const keys = fc.constantFrom(
    'text',
    'attachments',
    'fields',
    'actions',
    'props',
    'short',
    'value',
    'ts',
    '__proto__',
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      fc.jsonValue({ maxDepth: 1 }),
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(keys, tie('tree'), { maxKeys: 3 }),
    ),
  }));
  fc.assert(
    fc.property(fc.dictionary(keys, tree), (sent) => {
      try {
        expect(payloadOf(sent)).toHaveProperty('props');
      } catch (error) {
        expect(error).toEqual(unreadable);
      }
    }),
  );
});
