import type { RoleEvents } from '@innermost/protocol/roles.ts';

import type { ApplyAll } from './event.ts';

export const roleEvents: ApplyAll<RoleEvents> = {
  role_updated: (state, { role }) =>
    state.roles[role.name] ? { ...state, roles: { ...state.roles, [role.name]: role } } : state,
};
