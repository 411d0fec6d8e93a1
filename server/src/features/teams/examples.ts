import {
  createTeam,
  updateTeam,
  addTeamMember,
  setTeamIcon,
  setTeamMemberRoles,
  setTeamSchemeRoles,
  addTeamMembers,
  getTeamMembersByIds,
  patchTeam,
  searchTeams,
} from '@innermost/protocol/teams.ts';
import { example, invalid, pictureExample } from '../../area/example.ts';

export const examples = [
  pictureExample(setTeamIcon),
  example(createTeam, {
    body: ({ unusedName }) => ({ name: unusedName, display_name: 'Name', type: 'O' as const }),
    needs: {
      all: 'model.team.is_valid.name.app_error',
      display_name: 'model.team.is_valid.name.app_error',
      name: 'model.team.is_valid.characters.app_error',
      type: 'model.team.is_valid.type.app_error',
    },
  }),
  example(updateTeam, {
    body: ({ team_id }) => ({ id: team_id, display_name: 'Name' }),
    needs: { all: invalid, id: invalid },
  }),
  example(addTeamMember, {
    body: ({ team_id, user_id }) => ({ team_id, user_id }),
    needs: { all: invalid, team_id: invalid, user_id: invalid },
  }),
  example(setTeamMemberRoles, { body: () => ({ roles: 'team_user' }) }),
  example(setTeamSchemeRoles, { body: () => ({ scheme_user: true, scheme_admin: false }) }),
  example(addTeamMembers, {
    body: ({ team_id, user_id }) => [{ team_id, user_id }],
    needs: { '0': invalid, all: invalid, '0.team_id': invalid, '0.user_id': invalid },
  }),
  example(getTeamMembersByIds, { body: ({ user_id }) => [user_id], needs: { '0': invalid, all: invalid } }),
  example(patchTeam, { body: () => ({ display_name: 'Name' }) }),
  example(searchTeams, { body: () => ({ term: 'name' }) }),
];
