import type { User, UserEvents } from '@innermost/protocol/users.ts';

import { askChannels, askMe, usersByIds } from '../ask.ts';
import { keyed, put, select, strip, type ById, type LiveState } from '../state.ts';
import { askGroups, partnersIn } from './channels.ts';
import { wantRoles } from './roles.ts';
import type { Slice } from './slice.ts';

interface Part {
  users: ById<User>;
}

declare module '../state.ts' {
  interface LiveState extends Part {}
  interface WantKinds {
    user: true;
  }
}

export const users = {
  empty: { users: {} },

  events: {
    new_user: (state) => state,

    user_updated(state, { user }) {
      const held = state.users[user.id];
      if (!held || held.update_at > user.update_at) return state;
      // Wire: a sanitised copy may come about myself; what only I may see is kept.
      const isSanitised = user.id === state.me_id && user.notify_props === undefined;
      const merged = isSanitised ? { ...held, ...user, email: held.email } : { ...held, ...user };
      return { ...state, users: put(state.users, user.id, merged) };
    },

    user_role_updated(state, { user_id, roles }) {
      const held = state.users[user_id];
      if (!held) return state;
      const next = { ...state, users: put(state.users, user_id, { ...held, roles }) };
      return user_id === state.me_id ? wantRoles(next, roles) : next;
    },

    // Whom it concerns is told by the user_updated that comes with it.
    user_activation_status_change: (state) => state,
  },

  async load({ api, once, known }) {
    const [user, channels] = await Promise.all([once(askMe), once(askChannels)]);
    const [people, groups, changed] = await Promise.all([
      usersByIds(
        api,
        channels.flatMap((channel) => partnersIn(channel, user.id)),
      ),
      once(askGroups),
      known ? usersByIds(api, known.users, known.since) : [],
    ]);
    const loaded = [user, ...people, ...changed, ...Object.values(groups).flat()];
    return (state) => holdUsers({ ...state, me_id: user.id }, loaded);
  },

  wants: {
    async user({ api }, ids) {
      const fetched = await usersByIds(api, ids);
      return (state) => holdUsers(state, fetched);
    },
  },

  comparable(state, { people }) {
    const known = strip(
      select(state.users, (user) => people.has(user.id)),
      'update_at',
      'failed_attempts',
      // Empty in the copy for everybody, and left out of an administrator's.
      'auth_data',
    );
    // Nobody is told of another person's roles.
    const told = Object.entries(known).map(([id, { roles, ...user }]) => [
      id,
      id === state.me_id ? { ...user, roles } : user,
    ]);
    return { me_id: state.me_id, users: Object.fromEntries(told) as Record<string, object> };
  },
} satisfies Slice<Part, UserEvents, 'user'>;

function holdUsers(state: LiveState, loaded: readonly User[]): LiveState {
  return { ...state, users: { ...state.users, ...keyed(loaded, (user) => user.id) } };
}
