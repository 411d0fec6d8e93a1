/** Error ids of the area "teams" with their HTTP status and English text; `{name}` is filled in from the error's parameters. */
export const teamsErrors = {
  'app.team.get.find.app_error': [404, 'There is no such team.'],
  'app.team.get_by_name.missing.app_error': [404, 'There is no team of this name.'],
  'app.team.get_by_invite_id.finding.app_error': [404, 'This invitation link is not valid. Ask for a new one.'],
  'app.team.invite_id.group_constrained.error': [
    403,
    'The members of this team are kept by groups, so nobody joins it by a link.',
  ],
  'app.team.save.existing.app_error': [400, 'A new team must not come with an id.'],
  'store.sql_team.save_team.existing.app_error': [400, 'A team with that name already exists. Choose another name.'],
  'app.team.save.app_error': [500, 'The team could not be stored.'],
  'app.team.get_member.missing.app_error': [404, 'This person is not in the team.'],
  'app.team.join_user_to_team.max_accounts.app_error': [400, 'The team is full. An administrator can raise the limit.'],
  'api.team.is_team_creation_allowed.disabled.app_error': [403, 'You may not create teams here. Ask an administrator.'],
  'api.team.is_team_creation_allowed.domain.app_error': [
    400,
    'Teams are limited to certain e-mail domains, and your address is of another.',
  ],
  'api.team.join_user_to_team.allowed_domains.app_error': [
    400,
    'This team is limited to certain e-mail domains, and this address is of another.',
  ],
  'api.team.add_user_to_team.missing_parameter.app_error': [
    400,
    'An invite id or the token of an invitation is needed.',
  ],
  'api.team.add_user_to_team_from_invite.guest.app_error': [
    403,
    'Guests cannot join by an invitation link. Ask to be added.',
  ],
  'api.team.add_members.user_denied': [
    400,
    'The members of this team are kept by groups, and this person is in none of them.',
  ],
  'api.team.remove_member.group_constrained.app_error': [400, 'The members of this team are kept by groups.'],
  'api.team.remove_user_from_team.missing.app_error': [400, 'This person is not in the team.'],
  'api.channel.update_team_member_roles.scheme_role.app_error': [400, 'Roles of a scheme are given by the scheme.'],
  'api.team.update_team_member_roles.guest_and_user.app_error': [400, 'A person is either a guest or a member.'],
  'api.team.update_team_member_roles.guest.app_error': [
    400,
    'Guests cannot have this role, nor members become guests of one team.',
  ],
  'api.team.get_all_teams.insufficient_permissions': [403, 'You may not list the teams of this server.'],
  'api.team.get_invite_info.not_open_team': [403, 'This team takes members by personal invitation only.'],
} as const;
