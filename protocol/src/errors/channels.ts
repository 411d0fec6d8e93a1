/** Error ids of the area "channels" with their English text; `{name}` is filled in from the error's parameters. */
export const channelsErrors = {
  'app.channel.get.existing.app_error': 'There is no such channel.',
  'app.channel.get.find.app_error': 'Channel lookup failed.',
  'app.channel.get_by_name.missing.app_error': 'There is no channel of this name.',
  'app.channel.get_member.app_error': 'Channel member lookup failed.',
  'app.channel.get_member.missing.app_error': 'This person is not in the channel.',
  'app.channel.get_channels.not_found.app_error': 'User has no channels.',
  'app.channel.get_deleted.missing.app_error': 'No archived channels.',
  'app.channel.get_unread.app_error': 'This person is not in the channel.',
  'app.channel.get_common_teams.incorrect_channel_type': 'Only direct and group messages have teams in common.',
  'app.channel.group_message_conversion.original_channel_not_gm': 'Only a group message can become a channel.',
  'app.channel.group_message_conversion.channel_member_missing':
    'Not everybody in this group message is in the team. Add them to the team first.',
  'app.channel.create_channel.no_team_id.app_error': 'A channel needs a team.',
  'app.channel.create_channel.internal_error': 'The channel could not be stored.',
  'store.sql_channel.save_channel.exists.app_error':
    'A channel with that name already exists in the team, perhaps archived. Choose another name.',
  'store.sql_channel.save_channel.existing.app_error': 'A new channel must not come with an id.',
  'store.sql_channel.save_channel.limit.app_error': 'Channel limit of team reached.',
  'store.sql_channel.save.archived_channel.app_error': 'Archived channel cannot be changed.',
  'store.sql_channel.save.direct_channel.app_error': 'DM must use the direct route.',
  'api.channel.create_channel.max_channel_limit.app_error':
    'The team has as many channels as it may have. An administrator can raise the limit.',
  'api.channel.create_channel.direct_channel.app_error': 'Direct and group messages are not created as channels.',
  'api.channel.create_channel.direct_channel.team_restricted_error':
    'Direct messages are limited to people who share a team.',
  'api.channel.create_direct_channel.invalid_user.app_error': 'There is no such person to write to.',
  'api.channel.create_group.bad_size.app_error': 'A group message is for 3 to 8 people, yourself included.',
  'api.channel.create_group.bad_user.app_error': 'One of these people does not exist.',
  'app.channel.save_member.exists.app_error': 'This membership already exists.',
  'api.channel.add_members.user_denied':
    'The members of this channel are kept by groups, and this person is in none of them.',
  'api.channel.add_user_to_channel.type.app_error': 'Nobody can be added to direct and group messages.',
  'api.channel.add_user.to.channel.failed.app_error': 'User could not be added.',
  'api.channel.add_user.to.channel.failed.deleted.app_error': 'This person has left the team.',
  'app.channel.add_member.deleted_user.app_error': 'This account is deactivated.',
  'api.channel.remove.default.app_error': 'Everybody in the team belongs to this channel; only guests leave it.',
  'api.channel.leave.direct.app_error': 'Cannot leave a DM.',
  'api.channel.remove_members.denied': 'The members of this channel are kept by groups.',
  'api.channel.remove_member.group_constrained.app_error': 'Channel is group synchronised.',
  'api.channel.remove_channel_member.type.app_error': 'Nobody can be taken out of direct and group messages.',
  'api.channel.join_channel.permissions.app_error': 'Channel cannot be joined.',
  'api.channel.delete_channel.cannot.app_error':
    'Everybody in the team belongs to this channel; it cannot be archived.',
  'api.channel.delete_channel.deleted.app_error': 'This channel is archived already.',
  'api.channel.delete_channel.type.invalid': 'Direct and group messages cannot be archived.',
  'api.channel.restore_channel.restored.app_error': 'This channel is not archived.',
  'api.channel.update_channel.deleted.app_error': 'This channel is archived. Restore it first.',
  'api.channel.update_channel.tried.app_error': 'The name in the address of this channel cannot change.',
  'api.channel.update_channel.typechange.app_error': 'Whether a channel is public or private is not changed here.',
  'api.channel.update_channel.update_direct_or_group_messages_not_allowed.app_error':
    'In direct and group messages only the header can change.',
  'api.channel.patch_update_channel.update_direct_or_group_messages_not_allowed.app_error':
    'In direct and group messages only the header can change.',
  'api.channel.patch_update_channel.forbidden.app_error': 'Not allowed to edit.',
  'api.channel.patch_update_channel.no_changes.app_error': 'There is nothing to change in this request.',
  'api.channel.rename_channel.cant_rename_direct_messages.app_error': 'DM cannot be renamed.',
  'api.channel.update_channel_privacy.default_channel_error':
    'Everybody in the team belongs to this channel; it stays public.',
  'api.channel.update_channel_member_roles.guest_and_user.app_error':
    'A person is either a guest or a member, in every channel.',
  'api.channel.update_channel_member_roles.scheme_role.app_error': 'Scheme role given as explicit role.',
  'api.channel.move_channel.type.invalid': 'Only team channels move.',
  'app.channel.update_member.notify_props_limit_exceeded.app_error': 'These notification settings are too long.',
  'app.channel.sidebar_categories.app_error': 'The sidebar has no such category, or it cannot be changed so.',
  'app.channel.update_last_viewed_at.app_error': 'View could not be recorded.',
} as const;
