import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { escapeRawBreaks } from './raw-breaks.ts';

const parsed = (json: string): unknown => JSON.parse(escapeRawBreaks(json));

test('line breaks and tabs that stand raw in a text are read as such', () => {
  expect(parsed('{"text": "one\ntwo\r\n\tthree"}')).toEqual({ text: 'one\ntwo\r\n\tthree' });
  expect(parsed('{"text":"a \\"quoted\\"\nline \\\\"}')).toEqual({ text: 'a "quoted"\nline \\' });
});

test('so they are in fallback, pretext, author_name, title and value, at any depth, and nowhere else', () => {
  const sent = `{
    "attachments": [
      {"fallback": "f\n1", "pretext": "p\n1", "author_name" :\n "a\n1", "title": "t\t1",
       "fields": [{"title": "x\ny", "value": "v\n1"}]}
    ]
  }`;
  expect(parsed(sent)).toEqual({
    attachments: [
      {
        fallback: 'f\n1',
        pretext: 'p\n1',
        author_name: 'a\n1',
        title: 't\t1',
        fields: [{ title: 'x\ny', value: 'v\n1' }],
      },
    ],
  });
  for (const key of ['username', 'footer', 'icon_url', 'Text']) {
    const other = `{"${key}": "a\nb"}`;
    expect(escapeRawBreaks(other)).toBe(other);
  }
  // A value that happens to be called so is no key.
  expect(escapeRawBreaks('["text", "a\nb"]')).toBe('["text", "a\nb"]');
});

test('whatever is JSON already means the same afterwards', () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(4), (json, indent) => {
      const sent = JSON.stringify(JSON.parse(json), null, indent);
      expect(parsed(sent)).toEqual(JSON.parse(sent));
    }),
  );
});

test('any text put raw into a text value comes out of it', () => {
  const raw = fc.array(fc.constantFrom('\n', '\t', '\r', 'a', ' ', ':', '{', 'é', '😀', '\\\\', '\\"'));
  fc.assert(
    fc.property(raw, (parts) => {
      const content = parts.join('');
      const expected: unknown = JSON.parse(
        `"${content.replaceAll('\n', '\\n').replaceAll('\t', '\\t').replaceAll('\r', '\\r')}"`,
      );
      expect(parsed(`{"a": 1, "text" : "${content}"}`)).toEqual({ a: 1, text: expected });
    }),
  );
});

test.each(['"', '"text":"', '"text":', '\\"', '"text"          ', '\n"value"\t:', '"text":"\\'])(
  '300 kB of %j take as many steps as they have characters, not their square',
  (piece) => {
    const hostile = piece.repeat(Math.ceil(300_000 / piece.length));
    expect(escapeRawBreaks(hostile).length).toBeGreaterThanOrEqual(hostile.length);
  },
  10_000,
);
