import { usersByIds } from '../live/ask.ts';
import { live, whenBack } from '../live/live.ts';
import { keyed } from '../live/state.ts';

const asked = new Set<string>();

/** Asks for people whom something shows and nobody has met yet; each once. */
export function meetPeople(ids: readonly string[]): void {
  const fresh = ids.filter((id) => !asked.has(id));
  if (fresh.length === 0) return;
  for (const id of fresh) asked.add(id);
  whenBack(() => {
    usersByIds(live.client, fresh)
      .then((users) =>
        live.store.change((state) => ({ ...state, users: { ...keyed(users, (user) => user.id), ...state.users } })),
      )
      // What shows them next asks again.
      .catch(() => fresh.forEach((id) => asked.delete(id)));
  });
}
