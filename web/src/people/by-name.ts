/** Who bears a username. Texts name thousands at once, so each hears for itself when that changes, and nothing else is drawn. */
import type { User } from '@innermost/protocol/users.ts';

import { live } from '../live/live.ts';

type Users = Readonly<Record<string, User>>;

let known: { users: Users | undefined; ids: ReadonlyMap<string, string> } = { users: undefined, ids: new Map() };

function idsOf(users: Users): ReadonlyMap<string, string> {
  if (users !== known.users) {
    const ids = new Map(Object.values(users).map((user) => [user.username, user.id]));
    // The same map as long as it says the same: people change more often than their names.
    known = { users, ids: isSame(ids, known.ids) ? known.ids : ids };
  }
  return known.ids;
}

function isSame(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  if (a.size !== b.size) return false;
  for (const [name, id] of a) if (b.get(name) !== id) return false;
  return true;
}

/** By lower-case username; undefined: nobody that this page has met. */
export function personNamed(username: string): { id: string; isMe: boolean } | undefined {
  const { users, me_id } = live.store.getState();
  const id = idsOf(users).get(username);
  return id === undefined ? undefined : { id, isMe: id === me_id };
}

const listeners = new Set<() => void>();
let stop = () => {};

/** Tells when a username got or lost its bearer; returns what ends that. */
export function watchNames(told: () => void): () => void {
  if (listeners.size === 0) {
    let before = idsOf(live.store.getState().users);
    stop = live.store.subscribe(({ users }) => {
      const now = idsOf(users);
      if (now === before) return;
      before = now;
      for (const tell of listeners) tell();
    });
  }
  listeners.add(told);
  return () => {
    listeners.delete(told);
    if (listeners.size === 0) stop();
  };
}
