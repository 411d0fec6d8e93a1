import { expect, test } from 'vitest';
import { jsonStringFields } from '../../protocol/src/events.ts';
import { eventRows, eventsPage } from './events.ts';

/** Declared for clients, and sent by nothing yet. An event that gets its sender leaves this list. */
const notSentYet: readonly string[] = ['role_updated'];
/** Wire: clients know it, and no server sends it: `draft_created` tells of both. */
const neverSent: readonly string[] = ['draft_updated'];

test('every event has a sender, but those listed', () => {
  const rows = eventRows();
  expect(rows.length).toBeGreaterThan(30);
  const unsent = rows.filter(({ emitted }) => emitted.length === 0).map(({ event }) => event);
  expect(unsent).toEqual([...notSentYet, ...neverSent].toSorted());
});

test('every audience can be read from the table', () => {
  for (const { event, emitted } of eventRows())
    for (const { audience } of emitted)
      expect(audience, event).toMatch(/^(everybody|[a-z_]+(, [a-z_]+)*( or [a-z_]+)?)$/);
});

test('the fields that are JSON text are fields of their events', () => {
  const fields = new Map(eventRows().map((row) => [row.event, row.fields]));
  for (const [event, names] of Object.entries(jsonStringFields))
    for (const name of names) expect(fields.get(event), event).toMatch(new RegExp(`\\b${name}\\??: `));
});

test('the page has a row for each', () => {
  expect(eventsPage()).toContain('| `reaction_added` | `{ reaction: Reaction }` | `reaction` | `channel_id` |');
});
