import { expect, test } from 'vitest';
import { jsonStringFields } from '../events.ts';
import { conforms } from './differences.ts';
import { entities } from './entities.ts';
import { events, jsonText } from './events.ts';

// What conforms is decided while compiling; what the lists say besides is held against the running code here.

test('every difference has its reason', () => {
  for (const [type, reasons] of Object.entries({ ...entities, ...events }))
    for (const [member, reason] of Object.entries<string>(reasons))
      expect(reason, `${type}.${member}`).toMatch(/\w.*\.$/);
});

test('what clients expect as JSON text is encoded as such', () => {
  const expected: Record<string, string[]> = {};
  for (const [event, reasons] of Object.entries<Readonly<Record<string, string>>>(events)) {
    const fields = Object.keys(reasons).filter((name) => reasons[name] === jsonText);
    if (fields.length > 0) expected[event] = fields.toSorted();
  }
  const encoded = Object.entries(jsonStringFields).map(([event, fields]) => [event, fields.toSorted()]);
  expect(Object.fromEntries(encoded)).toEqual(expected);
});

interface Theirs {
  id: string;
  name: string;
  colour?: string;
  size?: number;
}

test('a planted difference does not compile', () => {
  conforms<{ id: string; name: string }, Theirs>();
  conforms<{ id: string; name: string; more: boolean }, Theirs>();
  // @ts-expect-error -- a member that theirs demands is missing
  conforms<{ id: string }, Theirs>();
  // @ts-expect-error -- of another type
  conforms<{ id: number; name: string }, Theirs>();
  // @ts-expect-error -- it may be missing
  conforms<{ id: string; name?: string }, Theirs>();
  // @ts-expect-error -- it may be null
  conforms<{ id: string; name: string; size: number | null }, Theirs>();
  conforms<{ id: string; name?: string }, Theirs>({ name: 'Sometimes left out.' });
  // @ts-expect-error -- a reason for what does not differ
  conforms<{ id: string; name?: string }, Theirs>({ name: 'Sometimes left out.', id: 'No reason.' });
  // @ts-expect-error -- a reason where nothing differs
  conforms<{ id: string; name: string }, Theirs>({ id: 'No reason.' });
  expect.assertions(0);
});
