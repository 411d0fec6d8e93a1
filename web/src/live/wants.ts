/** Fetches what events mentioned without bringing it (`state.wants`). */
import type { Api } from './ask.ts';
import { loadTeam } from './load.ts';
import { inOrder, unlessRefused, type Fetching } from './slices/slice.ts';
import { fetches } from './slices/slices.ts';
import type { Change, LiveState, Want, WantKind } from './state.ts';

/**
 * Asks for everything wanted and returns the change that brings it. What the server refuses is given up; the promise
 * rejects only when there is no answer.
 */
export async function fetchWanted(api: Api, state: LiveState): Promise<Change> {
  const asked = state.wants;
  const fetching: Fetching = { api, state, loadTeam: (teamId) => loadTeam(api, teamId) };
  const changes = [...byKind(asked)].map(([kind, ids]) => unlessRefused(fetches[kind](fetching, ids), (next) => next));
  const asking: Change = (next) => ({ ...next, wants: new Set([...next.wants].filter((one) => !asked.has(one))) });
  return inOrder([asking, ...(await Promise.all(changes))]);
}

function byKind(wants: ReadonlySet<Want>): Map<WantKind, string[]> {
  const kinds = new Map<WantKind, string[]>();
  for (const one of wants) {
    const at = one.indexOf(':');
    // A want begins with its kind.
    const kind = one.slice(0, at) as WantKind;
    kinds.set(kind, [...(kinds.get(kind) ?? []), one.slice(at + 1)]);
  }
  return kinds;
}
