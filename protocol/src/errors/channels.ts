/** Error ids of the area "channels" with their HTTP status and English text; `{name}` is filled in from the error's parameters. */
export const channelsErrors = {
  'app.channel.get.existing.app_error': [404, 'There is no such channel.'],
  'app.channel.get_by_name.missing.app_error': [404, 'There is no channel of this name.'],
  'app.channel.get_member.missing.app_error': [404, 'This person is not in the channel.'],
  'app.channel.get_unread.app_error': [404, 'This person is not in the channel.'],
  'app.channel.get_common_teams.incorrect_channel_type': [400, 'Only direct and group messages have teams in common.'],
  'app.channel.group_message_conversion.original_channel_not_gm': [404, 'Only a group message can become a channel.'],
  'app.channel.group_message_conversion.channel_member_missing': [
    400,
    'Not everybody in this group message is in the team. Add them to the team first.',
  ],
  'app.channel.create_channel.internal_error': [500, 'The channel could not be stored.'],
  'store.sql_channel.save_channel.exists.app_error': [
    400,
    'A channel with that name already exists in the team, perhaps archived. Choose another name.',
  ],
  'store.sql_channel.save_channel.existing.app_error': [400, 'A new channel must not come with an id.'],
  'api.channel.create_channel.max_channel_limit.app_error': [
    400,
    'The team has as many channels as it may have. An administrator can raise the limit.',
  ],
  'api.channel.create_channel.direct_channel.app_error': [
    400,
    'Direct and group messages are not created as channels.',
  ],
  'api.channel.create_channel.direct_channel.team_restricted_error': [
    403,
    'Direct messages are limited to people who share a team.',
  ],
  'api.channel.create_direct_channel.invalid_user.app_error': [400, 'There is no such person to write to.'],
  'api.channel.create_group.bad_size.app_error': [400, 'A group message is for 3 to 8 people, yourself included.'],
  'api.channel.create_group.bad_user.app_error': [400, 'One of these people does not exist.'],
  'api.channel.add_members.user_denied': [
    400,
    'The members of this channel are kept by groups, and this person is in none of them.',
  ],
  'api.channel.add_user_to_channel.type.app_error': [400, 'Nobody can be added to direct and group messages.'],
  'api.channel.add_user.to.channel.failed.deleted.app_error': [400, 'This person has left the team.'],
  'app.channel.add_member.deleted_user.app_error': [403, 'This account is deactivated.'],
  'api.channel.remove.default.app_error': [400, 'Everybody in the team belongs to this channel; only guests leave it.'],
  'api.channel.remove_members.denied': [400, 'The members of this channel are kept by groups.'],
  'api.channel.remove_channel_member.type.app_error': [400, 'Nobody can be taken out of direct and group messages.'],
  'api.channel.delete_channel.cannot.app_error': [
    400,
    'Everybody in the team belongs to this channel; it cannot be archived.',
  ],
  'api.channel.delete_channel.deleted.app_error': [400, 'This channel is archived already.'],
  'api.channel.delete_channel.type.invalid': [400, 'Direct and group messages cannot be archived.'],
  'api.channel.restore_channel.restored.app_error': [400, 'This channel is not archived.'],
  'api.channel.update_channel.deleted.app_error': [400, 'This channel is archived. Restore it first.'],
  'api.channel.update_channel.tried.app_error': [400, 'The name in the address of this channel cannot change.'],
  'api.channel.update_channel.typechange.app_error': [
    400,
    'Whether a channel is public or private is not changed here.',
  ],
  'api.channel.update_channel.update_direct_or_group_messages_not_allowed.app_error': [
    400,
    'In direct and group messages only the header can change.',
  ],
  'api.channel.patch_update_channel.update_direct_or_group_messages_not_allowed.app_error': [
    400,
    'In direct and group messages only the header can change.',
  ],
  'api.channel.patch_update_channel.no_changes.app_error': [400, 'There is nothing to change in this request.'],
  'api.channel.update_channel_privacy.default_channel_error': [
    400,
    'Everybody in the team belongs to this channel; it stays public.',
  ],
  'api.channel.update_channel_member_roles.guest_and_user.app_error': [
    400,
    'A person is either a guest or a member, in every channel.',
  ],
  'api.channel.update_channel_member_roles.scheme_role.app_error': [400, 'Scheme role given as explicit role.'],
  'app.channel.update_member.notify_props_limit_exceeded.app_error': [400, 'These notification settings are too long.'],
  'app.channel.sidebar_categories.app_error': [400, 'The sidebar has no such category, or it cannot be changed so.'],
} as const;
