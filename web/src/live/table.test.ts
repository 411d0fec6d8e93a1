import { array, assert, constantFrom, integer, oneof, property, record } from 'fast-check';
import { expect, test } from 'vitest';

import { Table } from './table.ts';

const id = oneof(
  integer({ min: 0, max: 40 }).map((number) => `post${number}`),
  constantFrom('toString', '__proto__', 'constructor', ''),
);
const step = record({ id, value: oneof(integer({ min: 0, max: 3 }), constantFrom(undefined)) });

const byNumber = (a: number, b: number) => a - b;

test('a table is a map, and what was read from an earlier version stays', () => {
  assert(
    property(array(step, { maxLength: 80 }), (steps) => {
      let table = Table.of<number>({});
      const model = new Map<string, number>();
      for (const { id, value } of steps) {
        const before = table;
        const was = new Map(model);
        if (value === undefined) model.delete(id);
        else model.set(id, value);
        table = value === undefined ? table.without([id]) : table.set([[id, value]]);
        expect(table.size).toBe(model.size);
        expect(table.get(id)).toBe(value);
        expect([...table.values()].toSorted(byNumber)).toEqual([...model.values()].toSorted(byNumber));
        const changed = [...new Set([...was.keys(), ...model.keys()])].filter((key) => was.get(key) !== model.get(key));
        expect(before.differences(table).sort()).toEqual(changed.sort());
        expect(before.get(id)).toBe(was.get(id));
        if (changed.length === 0) expect(table).toBe(before);
      }
    }),
  );
});

/** References that the newer version holds in parts of its own. */
function copied(before: Table<number>, after: Table<number>): number {
  const parts = (table: Table<number>) => {
    // The parts are nobody's business but this test's.
    const { branches } = table as unknown as { branches: (Map<string, number> | undefined)[][] };
    return [branches, ...branches, ...branches.flat()].filter((part) => part !== undefined);
  };
  const held = new Set<unknown>(parts(before));
  return parts(after)
    .filter((part) => !held.has(part))
    .reduce((sum, part) => sum + ('size' in part ? part.size : part.length), 0);
}

test('a change copies a few of the references held, however many there are', () => {
  const many = Table.of(Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`post-${at}`, at])));
  expect(copied(many, many.set([['another', 1]]))).toBeLessThan(150);
  expect(copied(many, many.without(['post-7']))).toBeLessThan(150);
});
