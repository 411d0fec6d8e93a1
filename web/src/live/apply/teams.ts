import type { TeamEvents } from '@innermost/protocol/teams.ts';

import { want, without, type LiveState, type Want } from '../state.ts';
import { dropChannel } from './channels.ts';
import type { ApplyAll } from './event.ts';

export const teamEvents: ApplyAll<TeamEvents> = {
  added_to_team: (state, { team_id, user_id }) => (user_id === state.me_id ? want(state, `team:${team_id}`) : state),

  leave_team: (state, { team_id, user_id }) => (user_id === state.me_id ? dropTeam(state, team_id) : state),

  update_team(state, { team }) {
    const held = state.teams[team.id];
    if (!held) return state;
    // Wire: the event's copy is sanitised; what I may see of it came with the team itself.
    const own = { email: team.email || held.email, invite_id: team.invite_id || held.invite_id };
    return { ...state, teams: { ...state.teams, [team.id]: { ...team, ...own } } };
  },

  memberrole_updated(state, { member }) {
    if (member.user_id !== state.me_id) return state;
    const next = { ...state, teamMembers: { ...state.teamMembers, [member.team_id]: member } };
    // What one sees of the team depends on what one may do in it.
    return want(wantRoles(next, member.roles), `team:${member.team_id}`);
  },
};

/** Asks for the roles named (separated by blanks) that are not held. */
export function wantRoles(state: LiveState, names: string): LiveState {
  const unknown = names.split(' ').filter((name) => name !== '' && !state.roles[name]);
  return want(state, ...unknown.map((name): Want => `role:${name}`));
}

function dropTeam(state: LiveState, teamId: string): LiveState {
  const channels = Object.values(state.channels).filter((channel) => channel.team_id === teamId);
  const rest = channels.reduce((next, channel) => dropChannel(next, channel.id), state);
  const categories = Object.values(rest.categories).filter((category) => category.team_id === teamId);
  return {
    ...rest,
    teams: without(rest.teams, teamId),
    teamMembers: without(rest.teamMembers, teamId),
    categories: without(rest.categories, ...categories.map((category) => category.id)),
    categoryOrder: without(rest.categoryOrder, teamId),
  };
}
