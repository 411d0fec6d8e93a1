import { getUsersByUsernames, type User } from '@innermost/protocol/users.ts';

import { live, whenBack } from '../live/live.ts';
import { keyed } from '../live/state.ts';

/** Names are gathered for this long (ms), so that a page of messages is one question. */
const gatherMs = 50;
const most = 100;

const asked = new Set<string>();
let waiting: string[] = [];

/** Looks up people that messages mention and nobody has met yet; each name once, known or not. */
export function lookUpNames(names: readonly string[]): void {
  const fresh = names.filter((name) => !asked.has(name));
  if (fresh.length === 0) return;
  if (waiting.length === 0) setTimeout(() => whenBack(ask), gatherMs);
  for (const name of fresh) asked.add(name);
  waiting.push(...fresh);
}

function ask(): void {
  const names = waiting.slice(0, most);
  waiting = waiting.slice(most);
  if (waiting.length > 0) setTimeout(ask, gatherMs);
  live.client
    .call(getUsersByUsernames, { body: names })
    .then(meet)
    // The next message with the name asks again.
    .catch(() => names.forEach((name) => asked.delete(name)));
}

/** Where nobody bears the names, nothing changes, and nothing that knows people is drawn anew. */
function meet(users: readonly User[]): void {
  if (users.length === 0) return;
  live.store.change((state) => ({ ...state, users: { ...keyed(users, (user) => user.id), ...state.users } }));
}
