import type { UserEvents } from '@innermost/protocol/users.ts';

import { put } from '../state.ts';
import type { ApplyAll } from './event.ts';
import { wantRoles } from './teams.ts';

export const userEvents: ApplyAll<UserEvents> = {
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
};
