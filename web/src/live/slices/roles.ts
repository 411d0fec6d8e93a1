import { getRolesByNames, type Role, type RoleEvents } from '@innermost/protocol/roles.ts';

import { askMe, askMembers, askTeamMembers } from '../ask.ts';
import { keyed, select, strip, want, type ById, type LiveState, type Want } from '../state.ts';
import type { Slice } from './slice.ts';

interface Part {
  /** By name. */
  roles: ById<Role>;
}

declare module '../state.ts' {
  interface LiveState extends Part {}
  interface WantKinds {
    /** By name. */
    role: true;
  }
}

/** Those that nearly everybody holds some of: asked for before it is known which. */
const usual = ['system_user', 'team_user', 'team_admin', 'channel_user', 'channel_admin'];

export const roles = {
  empty: { roles: {} },

  events: {
    role_updated: (state, { role }) =>
      state.roles[role.name] ? { ...state, roles: { ...state.roles, [role.name]: role } } : state,
  },

  async load({ api, once }) {
    const [known, ...holders] = await Promise.all([
      api.call(getRolesByNames, { body: usual }),
      once(askMe),
      once(askTeamMembers),
      once(askMembers),
    ]);
    const named = namesIn(holders.flat()).filter((name) => !known.some((role) => role.name === name));
    const others = named.length > 0 ? await api.call(getRolesByNames, { body: named }) : [];
    return (state) => holdRoles(state, [...known, ...others]);
  },

  wants: {
    async role({ api }, names) {
      const fetched = await api.call(getRolesByNames, { body: [...names] });
      return (state) => holdRoles(state, fetched);
    },
  },

  comparable(state) {
    // A role that I have no longer may still be known.
    const holders = [state.users[state.me_id], ...Object.values(state.teamMembers), ...Object.values(state.members)];
    const mine = new Set(namesIn(holders.flatMap((holder) => holder ?? [])));
    return {
      roles: strip(
        select(state.roles, (role) => mine.has(role.name)),
        'update_at',
      ),
    };
  },
} satisfies Slice<Part, RoleEvents, 'role'>;

/** Asks for the roles named (separated by blanks) that are not held. */
export function wantRoles(state: LiveState, names: string): LiveState {
  const unknown = namesIn([{ roles: names }]).filter((name) => !state.roles[name]);
  return want(state, ...unknown.map((name): Want => `role:${name}`));
}

function holdRoles(state: LiveState, fetched: readonly Role[]): LiveState {
  return { ...state, roles: { ...state.roles, ...keyed(fetched, (role) => role.name) } };
}

function namesIn(holders: readonly { roles: string }[]): string[] {
  return [...new Set(holders.flatMap((holder) => holder.roles.split(' ')))].filter((name) => name !== '');
}
