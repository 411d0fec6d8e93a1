/** What a change touches: single things of the state, so that it can be told later whether they are still the same. */
import type { LiveState } from './state.ts';
import { Table } from './table.ts';

type Part = keyof LiveState;
/** Without an id: the part as a whole. */
type Thing = readonly [part: Part, id?: string];

/** The things that differ between two states, but for what is wanted. */
export function touchedBetween(before: LiveState, after: LiveState): Thing[] {
  // The keys of a state are its parts.
  const parts = (Object.keys(after) as Part[]).filter((part) => part !== 'wants' && before[part] !== after[part]);
  return parts.flatMap((part): Thing[] => {
    const [a, b] = [before[part], after[part]];
    if (a instanceof Table && b instanceof Table) return b.differences(a).map((id) => [part, id]);
    if (!isMap(a) || !isMap(b)) return [[part]];
    return Object.keys({ ...a, ...b }).flatMap((id): Thing[] => (a[id] === b[id] ? [] : [[part, id]]));
  });
}

/** Whether all of them are the very same in both states. */
export function areSame(things: readonly Thing[], before: LiveState, after: LiveState): boolean {
  return things.every((thing) => thingIn(before, thing) === thingIn(after, thing));
}

function thingIn(state: LiveState, [part, id]: Thing): unknown {
  const held = state[part];
  if (id === undefined) return held;
  return held instanceof Table ? held.get(id) : isMap(held) ? held[id] : undefined;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !(value instanceof Set) && !(value instanceof Table);
}
