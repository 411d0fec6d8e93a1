/**
 * What a body cannot do without, by the place in it: null there, or nothing, is refused with this status and id.
 * Everything else may be null or absent. `all` is a body of null.
 */
const invalid = '400 api.context.invalid_body_param.app_error';

export const needed: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'POST /api/v4/channels': {
    all: invalid,
    name: '400 model.channel.is_valid.1_or_more.app_error',
    team_id: invalid,
    type: '400 model.channel.is_valid.type.app_error',
  },
  'POST /api/v4/channels/:channel_id/members': { all: invalid, user_id: invalid, 'user_ids.0': invalid },
  'POST /api/v4/channels/:channel_id/members/ids': { all: invalid, '0': invalid },
  'POST /api/v4/channels/:channel_id/convert_to_channel': {
    all: invalid,
    name: '400 model.channel.is_valid.1_or_more.app_error',
    team_id: invalid,
  },
  'POST /api/v4/channels/direct': { all: invalid, '0': invalid },
  'POST /api/v4/channels/group': { all: '400 api.channel.create_group.bad_size.app_error', '0': invalid },
  'POST /api/v4/channels/members/:user_id/mark_read': { '0': invalid },
  'POST /api/v4/channels/stats/member_count': { '0': invalid },
  'POST /api/v4/hooks/incoming': {
    all: '404 app.channel.get.existing.app_error',
    channel_id: '404 app.channel.get.existing.app_error',
  },
  'POST /api/v4/posts': {
    all: '403 api.context.permissions.app_error',
    channel_id: '403 api.context.permissions.app_error',
  },
  'POST /api/v4/posts/ids': { all: invalid },
  'POST /api/v4/reactions': {
    all: '400 api.reaction.save_reaction.invalid.app_error',
    emoji_name: '400 api.reaction.save_reaction.invalid.app_error',
    post_id: '400 api.reaction.save_reaction.invalid.app_error',
    user_id: '400 api.reaction.save_reaction.invalid.app_error',
  },
  'POST /api/v4/roles/names': { all: invalid, '0': invalid },
  'POST /api/v4/teams': {
    all: '400 model.team.is_valid.name.app_error',
    display_name: '400 model.team.is_valid.name.app_error',
    name: '400 model.team.is_valid.characters.app_error',
    type: '400 model.team.is_valid.type.app_error',
  },
  'POST /api/v4/teams/:team_id/channels/ids': { all: invalid, '0': invalid },
  'POST /api/v4/teams/:team_id/members': { all: invalid, team_id: invalid, user_id: invalid },
  'POST /api/v4/teams/:team_id/members/batch': {
    all: invalid,
    '0': invalid,
    '0.team_id': invalid,
    '0.user_id': invalid,
  },
  'POST /api/v4/teams/:team_id/members/ids': { all: invalid, '0': invalid },
  'POST /api/v4/users': {
    all: '400 model.user.is_valid.email.app_error',
    email: '400 model.user.is_valid.email.app_error',
    password: '400 model.user.is_valid.pwd_min_length.app_error',
  },
  'POST /api/v4/users/:user_id/preferences/delete': {
    all: invalid,
    '0': '403 api.preference.update_preferences.set.app_error',
    '0.category': invalid,
    '0.user_id': '403 api.preference.update_preferences.set.app_error',
  },
  'POST /api/v4/users/:user_id/sessions/revoke': { all: invalid, session_id: invalid },
  'POST /api/v4/users/:user_id/teams/:team_id/channels/categories': { all: invalid, display_name: invalid },
  'POST /api/v4/users/group_channels': { all: invalid },
  'POST /api/v4/users/ids': { all: invalid },
  'POST /api/v4/users/login': {
    all: '400 api.user.login.blank_pwd.app_error',
    password: '400 api.user.login.blank_pwd.app_error',
  },
  'POST /api/v4/users/search': { all: invalid, term: invalid },
  'POST /api/v4/users/status/ids': { all: invalid, '0': invalid },
  'POST /api/v4/users/usernames': { all: invalid },
  'PUT /api/v4/channels/:channel_id': { all: invalid, id: invalid },
  'PUT /api/v4/channels/:channel_id/patch': { all: '400 api.channel.patch_update_channel.no_changes.app_error' },
  'PUT /api/v4/channels/:channel_id/privacy': { all: invalid, privacy: invalid },
  'PUT /api/v4/hooks/incoming/:hook_id': { all: invalid, id: invalid },
  'PUT /api/v4/posts/:post_id': { all: invalid, id: invalid },
  'PUT /api/v4/teams/:team_id': { all: invalid, id: invalid },
  'PUT /api/v4/users/:user_id': { all: invalid, email: invalid, id: invalid, username: invalid },
  'PUT /api/v4/users/:user_id/password': {
    all: '400 model.user.is_valid.pwd_min_length.app_error',
    new_password: '400 model.user.is_valid.pwd_min_length.app_error',
  },
  'PUT /api/v4/users/:user_id/preferences': {
    all: invalid,
    '0': '403 api.preference.update_preferences.set.app_error',
    '0.category': invalid,
    '0.user_id': '403 api.preference.update_preferences.set.app_error',
  },
  'PUT /api/v4/users/:user_id/roles': { all: invalid, roles: invalid },
  'PUT /api/v4/users/:user_id/status': { all: invalid, status: invalid, user_id: invalid },
  'PUT /api/v4/users/:user_id/status/custom': { all: invalid, text: invalid },
  'PUT /api/v4/users/:user_id/teams/:team_id/channels/categories': {
    all: invalid,
    '0': invalid,
    '0.id': '403 api.context.permissions.app_error',
    '0.team_id': invalid,
    '0.user_id': invalid,
  },
  'PUT /api/v4/users/:user_id/teams/:team_id/channels/categories/:category_id': {
    all: invalid,
    team_id: invalid,
    user_id: invalid,
  },
  'PUT /api/v4/users/:user_id/teams/:team_id/channels/categories/order': { all: invalid, '0': invalid },
};
