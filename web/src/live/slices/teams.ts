import { getMyTeamChannelMembers, getMyTeamChannels } from '@innermost/protocol/channels.ts';
import { getTeam, getTeamMember, type Team, type TeamEvents, type TeamMember } from '@innermost/protocol/teams.ts';

import { askTeamMembers, askTeams, me } from '../ask.ts';
import { keyed, strip, want, without, type ById, type Change, type LiveState } from '../state.ts';
import { dropPreviewsInTeam } from '../previews.ts';
import { dropChannel } from './channels.ts';
import { wantRoles } from './roles.ts';
import { each, type Fetching, type Slice } from './slice.ts';

interface Part {
  teams: ById<Team>;
  /** My memberships by team id. */
  teamMembers: ById<TeamMember>;
}

declare module '../state.ts' {
  interface LiveState extends Part {}
  interface WantKinds {
    team: true;
  }
}

export const teams = {
  empty: { teams: {}, teamMembers: {} },

  events: {
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
  },

  async load({ once }) {
    const [loaded, members] = await Promise.all([once(askTeams), once(askTeamMembers)]);
    const open = loaded.filter((team) => team.delete_at === 0);
    return (state) => ({
      ...state,
      teams: keyed(open, (team) => team.id),
      teamMembers: keyed(members, (member) => member.team_id),
    });
  },

  wants: { team: each(fetchTeam) },

  comparable: (state) => ({ teams: strip(state.teams, 'update_at'), teamMembers: state.teamMembers }),
} satisfies Slice<Part, TeamEvents, 'team'>;

/** A team that I am in now, with the channels that came with it. */
async function fetchTeam({ api, loadTeam }: Fetching, team_id: string): Promise<Change> {
  const params = { team_id };
  const mine = { ...me, team_id };
  const [team, member, channels, members, contents] = await Promise.all([
    api.call(getTeam, { params }),
    api.call(getTeamMember, { params: mine }),
    api.call(getMyTeamChannels, { params: mine }),
    api.call(getMyTeamChannelMembers, { params: mine }),
    loadTeam(team_id),
  ]);
  return (state) => {
    const joined: LiveState = {
      ...state,
      teams: { ...state.teams, [team_id]: team },
      teamMembers: { ...state.teamMembers, [team_id]: member },
      channels: { ...state.channels, ...keyed(channels, (channel) => channel.id) },
      members: { ...state.members, ...keyed(members, (one) => one.channel_id) },
    };
    const roles = [member, ...members].map((one) => one.roles).join(' ');
    return wantRoles(contents(joined), roles);
  };
}

function dropTeam(state: LiveState, teamId: string): LiveState {
  const channels = Object.values(state.channels).filter((channel) => channel.team_id === teamId);
  const team = state.teams[teamId];
  const known = team ? dropPreviewsInTeam(state, team.name) : state;
  const rest = channels.reduce((next, channel) => dropChannel(next, channel.id), known);
  const categories = Object.values(rest.categories).filter((category) => category.team_id === teamId);
  return {
    ...rest,
    teams: without(rest.teams, teamId),
    teamMembers: without(rest.teamMembers, teamId),
    categories: without(rest.categories, ...categories.map((category) => category.id)),
    categoryOrder: without(rest.categoryOrder, teamId),
  };
}
