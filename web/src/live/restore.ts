/** Puts single things of the state back as they were: what undoing an act needs. */
import { without, type ById, type Change, type LiveState } from './state.ts';

function putBack<T>(map: ById<T>, before: ById<T>, keys: readonly string[]): ById<T> {
  let next = map;
  for (const key of keys) {
    const held = before[key];
    next = held === undefined ? without(next, key) : { ...next, [key]: held };
  }
  return next;
}

type Restore = (before: LiveState) => Change;

export function restorePost(id: string): Restore {
  return (before) => (state) => {
    const held = before.posts.get(id);
    return { ...state, posts: held ? state.posts.set([[id, held]]) : state.posts.without([id]) };
  };
}

/** The thread as I follow it, and its root. */
export function restoreThread(id: string): Restore {
  return (before) => (state) => ({
    ...restorePost(id)(before)(state),
    threads: putBack(state.threads, before.threads, [id]),
  });
}

export function restoreCategories(ids: readonly string[]): Restore {
  return (before) => (state) => ({ ...state, categories: putBack(state.categories, before.categories, ids) });
}

/** Keys as in `LiveState.preferences`. */
export function restorePreferences(keys: readonly string[]): Restore {
  return (before) => (state) => ({ ...state, preferences: putBack(state.preferences, before.preferences, keys) });
}

export function restoreStatus(userId: string): Restore {
  return (before) => (state) => ({ ...state, statuses: putBack(state.statuses, before.statuses, [userId]) });
}
