import { anything, array, assert, constantFrom, dictionary, property } from 'fast-check';
import { expect, test } from 'vitest';

import { readAttachments } from './read.ts';

test('the example of every notification recipe', () => {
  const [slip] = readAttachments([
    {
      color: 'good',
      fields: [
        { title: 'Build', value: '123', short: true },
        { title: 'Duration', value: '42s', short: true },
      ],
    },
  ]);
  expect(slip).toMatchObject({
    state: 'passed',
    spine: undefined,
    fields: [
      { title: 'Build', value: '123', isShort: true },
      { title: 'Duration', value: '42s', isShort: true },
    ],
  });
});

test('three colours are states, hexadecimal ones a spine, others nothing', () => {
  const look = (color: unknown) => readAttachments([{ text: 'x', color }]).map(({ state, spine }) => [state, spine])[0];
  expect(look('good')).toEqual(['passed', undefined]);
  expect(look('Danger')).toEqual(['failed', undefined]);
  expect(look('warning')).toEqual(['unstable', undefined]);
  expect(look('#36A64F')).toEqual([undefined, '#36a64f']);
  expect(look('36a64f')).toEqual([undefined, '#36a64f']);
  for (const color of ['red', '#12', 'url(x)', '#36a64f;x:y', 'constructor', '', null, 7, {}]) {
    expect(look(color), JSON.stringify(color)).toEqual([undefined, undefined]);
  }
});

test('addresses are checked as in any message', () => {
  const [slip] = readAttachments([
    {
      title: 'a',
      title_link: 'javascript:alert(1)',
      author_name: 'b',
      author_link: 'https://a.example/b',
      author_icon: 'data:image/png;base64,x',
      image_url: 'https://a.example/c.png',
      thumb_url: 'ftp://a.example/d.png',
    },
  ]);
  expect(slip).toMatchObject({ titleHref: undefined, image: 'https://a.example/c.png', thumb: undefined });
  expect(slip?.author).toEqual({ name: 'b', href: 'https://a.example/b', icon: undefined });
});

test('wrong types count as not sent, scalars as their text', () => {
  expect(readAttachments('x')).toEqual([]);
  expect(readAttachments([null, 7, [], {}, { text: {} }])).toEqual([]);
  const [slip] = readAttachments([
    { title: 7, fields: [null, { title: 'n', value: 93, short: 'TRUE' }, { value: false }, {}] },
  ]);
  expect(slip?.title).toBe('7');
  expect(slip?.fields).toEqual([
    { title: 'n', value: '93', isShort: true },
    { title: '', value: 'false', isShort: false },
  ]);
});

test('the fallback shows only where nothing else can', () => {
  expect(readAttachments([{ fallback: 'plain', text: 'rich' }])[0]?.text).toBe('rich');
  expect(readAttachments([{ fallback: 'plain' }])[0]?.text).toBe('plain');
  expect(readAttachments([{ fallback: '' }])).toEqual([]);
});

test('times come as seconds or milliseconds, as number or text', () => {
  const time = (ts: unknown) => readAttachments([{ text: 'x', ts }])[0]?.time;
  expect(time(1_700_000_000)).toBe(1_700_000_000_000);
  expect(time('1700000000.5')).toBe(1_700_000_000_500);
  expect(time(1_700_000_000_000)).toBe(1_700_000_000_000);
  for (const ts of ['', ' ', 'soon', 0, -1, null, {}, Number.NaN, 1e300])
    expect(time(ts), JSON.stringify(ts)).toBeUndefined();
});

test('whatever is sent, reading it gives slips of the right shape', () => {
  const keys = constantFrom(
    'color',
    'title',
    'title_link',
    'text',
    'fields',
    'ts',
    'author_name',
    'image_url',
    'fallback',
    'short',
    'value',
  );
  assert(
    property(array(dictionary(keys, anything())), (sent) => {
      for (const slip of readAttachments(sent)) {
        expect(typeof slip.text).toBe('string');
        expect(slip.fields.every((field) => typeof field.value === 'string')).toBe(true);
        if (slip.titleHref) expect(slip.titleHref).not.toMatch(/^(?:javascript|data):/i);
      }
    }),
  );
  assert(property(anything(), (sent) => Array.isArray(readAttachments(sent))));
});
