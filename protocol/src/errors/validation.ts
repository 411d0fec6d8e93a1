/** Error ids of the area "validation" with their English text; `{name}` is filled in from the error's parameters. */
export const validationErrors = {
  'model.bot.is_valid.create_at.app_error': 'Bot: field "create at" is missing, malformed or out of limits.',
  'model.bot.is_valid.creator_id.app_error': 'Bot: field "creator id" is missing, malformed or out of limits.',
  'model.bot.is_valid.description.app_error': 'Bot: field "description" is missing, malformed or out of limits.',
  'model.bot.is_valid.update_at.app_error': 'Bot: field "update at" is missing, malformed or out of limits.',
  'model.bot.is_valid.user_id.app_error': 'Bot: field "user id" is missing, malformed or out of limits.',
  'model.bot.is_valid.username.app_error': 'Bot: field "username" is missing, malformed or out of limits.',
  'model.channel.is_valid.1_or_more.app_error':
    'A channel name has 1 to 64 of the characters a to z, 0 to 9, hyphen and underscore, and begins and ends with a letter or digit.',
  'model.channel.is_valid.banner_info.background_color.empty.app_error':
    'Channel: field "banner info background color empty" is missing, malformed or out of limits.',
  'model.channel.is_valid.banner_info.background_color.invalid.app_error':
    'Channel: field "banner info background color invalid" is missing, malformed or out of limits.',
  'model.channel.is_valid.banner_info.channel_type.app_error':
    'Channel: field "banner info channel type" is missing, malformed or out of limits.',
  'model.channel.is_valid.banner_info.text.empty.app_error':
    'Channel: field "banner info text empty" is missing, malformed or out of limits.',
  'model.channel.is_valid.banner_info.text.invalid_length.app_error':
    'Channel: field "banner info text invalid length" is missing, malformed or out of limits.',
  'model.channel.is_valid.create_at.app_error': 'Channel: field "create at" is missing, malformed or out of limits.',
  'model.channel.is_valid.creator_id.app_error': 'Channel: field "creator id" is missing, malformed or out of limits.',
  'model.channel.is_valid.display_name.app_error': 'The display name of a channel has 1 to 64 characters.',
  'model.channel.is_valid.header.app_error': 'A channel header has at most 1024 characters.',
  'model.channel.is_valid.id.app_error': 'Channel: field "id" is missing, malformed or out of limits.',
  'model.channel.is_valid.name.app_error': 'Names of this form are those of direct and group messages.',
  'model.channel.is_valid.purpose.app_error': 'The purpose of a channel has at most 250 characters.',
  'model.channel.is_valid.type.app_error': 'A channel is public (O) or private (P).',
  'model.channel.is_valid.update_at.app_error': 'Channel: field "update at" is missing, malformed or out of limits.',
  'model.channel_member.is_valid.channel_auto_follow_threads_value.app_error':
    'Channel member: field "channel auto follow threads value" is missing, malformed or out of limits.',
  'model.channel_member.is_valid.channel_id.app_error':
    'Channel member: field "channel id" is missing, malformed or out of limits.',
  'model.channel_member.is_valid.email_value.app_error':
    'Channel member: field "email value" is missing, malformed or out of limits.',
  'model.channel_member.is_valid.ignore_channel_mentions_value.app_error':
    'Channel member: field "ignore channel mentions value" is missing, malformed or out of limits.',
  'model.channel_member.is_valid.notify_level.app_error':
    'Channel member: field "notify level" is missing, malformed or out of limits.',
  'model.channel_member.is_valid.notify_props.app_error':
    'Channel member: field "notify props" is missing, malformed or out of limits.',
  'model.channel_member.is_valid.push_level.app_error':
    'Channel member: field "push level" is missing, malformed or out of limits.',
  'model.channel_member.is_valid.roles_limit.app_error':
    'Channel member: field "roles limit" is missing, malformed or out of limits.',
  'model.channel_member.is_valid.unread_level.app_error':
    'Channel member: field "unread level" is missing, malformed or out of limits.',
  'model.channel_member.is_valid.user_id.app_error':
    'Channel member: field "user id" is missing, malformed or out of limits.',
  'model.command.is_valid.autocomplete_data.app_error':
    'Slash command: field "autocomplete data" is missing, malformed or out of limits.',
  'model.command.is_valid.create_at.app_error':
    'Slash command: field "create at" is missing, malformed or out of limits.',
  'model.command.is_valid.description.app_error':
    'Slash command: field "description" is missing, malformed or out of limits.',
  'model.command.is_valid.display_name.app_error':
    'Slash command: field "display name" is missing, malformed or out of limits.',
  'model.command.is_valid.id.app_error': 'Slash command: field "id" is missing, malformed or out of limits.',
  'model.command.is_valid.method.app_error': 'Slash command: field "method" is missing, malformed or out of limits.',
  'model.command.is_valid.plugin_id.app_error':
    'Slash command: field "plugin id" is missing, malformed or out of limits.',
  'model.command.is_valid.team_id.app_error': 'Slash command: field "team id" is missing, malformed or out of limits.',
  'model.command.is_valid.token.app_error': 'Slash command: field "token" is missing, malformed or out of limits.',
  'model.command.is_valid.trigger.app_error': 'Slash command: field "trigger" is missing, malformed or out of limits.',
  'model.command.is_valid.update_at.app_error':
    'Slash command: field "update at" is missing, malformed or out of limits.',
  'model.command.is_valid.url.app_error': 'Slash command: field "url" is missing, malformed or out of limits.',
  'model.command.is_valid.url_http.app_error':
    'Slash command: field "url http" is missing, malformed or out of limits.',
  'model.command.is_valid.user_id.app_error': 'Slash command: field "user id" is missing, malformed or out of limits.',
  'model.draft.is_valid.channel_id.app_error': 'Draft: field "channel id" is missing, malformed or out of limits.',
  'model.draft.is_valid.create_at.app_error': 'Draft: field "create at" is missing, malformed or out of limits.',
  'model.draft.is_valid.file_ids.app_error': 'Draft: field "file ids" is missing, malformed or out of limits.',
  'model.draft.is_valid.message_length.app_error':
    'Draft: field "message length" is missing, malformed or out of limits.',
  'model.draft.is_valid.priority.app_error': 'Draft: field "priority" is missing, malformed or out of limits.',
  'model.draft.is_valid.props.app_error': 'Draft: field "props" is missing, malformed or out of limits.',
  'model.draft.is_valid.root_id.app_error': 'Draft: field "root id" is missing, malformed or out of limits.',
  'model.draft.is_valid.update_at.app_error': 'Draft: field "update at" is missing, malformed or out of limits.',
  'model.draft.is_valid.user_id.app_error': 'Draft: field "user id" is missing, malformed or out of limits.',
  'model.emoji.create_at.app_error': 'Emoji: field "create at" is missing, malformed or out of limits.',
  'model.emoji.id.app_error': 'Emoji: field "id" is missing, malformed or out of limits.',
  'model.emoji.name.app_error': 'Emoji: field "name" is missing, malformed or out of limits.',
  'model.emoji.system_emoji_name.app_error': 'Emoji: field "system emoji name" is missing, malformed or out of limits.',
  'model.emoji.update_at.app_error': 'Emoji: field "update at" is missing, malformed or out of limits.',
  'model.emoji.user_id.app_error': 'Emoji: field "user id" is missing, malformed or out of limits.',
  'model.incoming_hook.channel_id.app_error':
    'Incoming webhook: field "channel id" is missing, malformed or out of limits.',
  'model.incoming_hook.create_at.app_error':
    'Incoming webhook: field "create at" is missing, malformed or out of limits.',
  'model.incoming_hook.description.app_error': 'The description of a webhook has at most 500 characters.',
  'model.incoming_hook.display_name.app_error': 'The name of a webhook has at most 64 characters.',
  'model.incoming_hook.icon_url.app_error':
    'Incoming webhook: field "icon url" is missing, malformed or out of limits.',
  'model.incoming_hook.id.app_error': 'Incoming webhook: field "id" is missing, malformed or out of limits.',
  'model.incoming_hook.parse_data.app_error':
    'Incoming webhook: field "parse data" is missing, malformed or out of limits.',
  'model.incoming_hook.team_id.app_error': 'A webhook needs a team.',
  'model.incoming_hook.update_at.app_error':
    'Incoming webhook: field "update at" is missing, malformed or out of limits.',
  'model.incoming_hook.user_id.app_error': 'Incoming webhook: field "user id" is missing, malformed or out of limits.',
  'model.incoming_hook.username.app_error':
    'Incoming webhook: field "username" is missing, malformed or out of limits.',
  'model.oauth.is_valid.app_id.app_error': 'OAuth app: field "app id" is missing, malformed or out of limits.',
  'model.oauth.is_valid.callback.app_error': 'OAuth app: field "callback" is missing, malformed or out of limits.',
  'model.oauth.is_valid.client_secret.app_error':
    'OAuth app: field "client secret" is missing, malformed or out of limits.',
  'model.oauth.is_valid.create_at.app_error': 'OAuth app: field "create at" is missing, malformed or out of limits.',
  'model.oauth.is_valid.creator_id.app_error': 'OAuth app: field "creator id" is missing, malformed or out of limits.',
  'model.oauth.is_valid.description.app_error':
    'OAuth app: field "description" is missing, malformed or out of limits.',
  'model.oauth.is_valid.homepage.app_error': 'OAuth app: field "homepage" is missing, malformed or out of limits.',
  'model.oauth.is_valid.icon_url.app_error': 'OAuth app: field "icon url" is missing, malformed or out of limits.',
  'model.oauth.is_valid.mattermost_app_id.app_error':
    'OAuth app: field "mattermost app id" is missing, malformed or out of limits.',
  'model.oauth.is_valid.name.app_error': 'OAuth app: field "name" is missing, malformed or out of limits.',
  'model.oauth.is_valid.update_at.app_error': 'OAuth app: field "update at" is missing, malformed or out of limits.',
  'model.outgoing_hook.is_valid.callback.app_error':
    'Outgoing webhook: field "callback" is missing, malformed or out of limits.',
  'model.outgoing_hook.is_valid.channel_id.app_error':
    'Outgoing webhook: field "channel id" is missing, malformed or out of limits.',
  'model.outgoing_hook.is_valid.content_type.app_error':
    'Outgoing webhook: field "content type" is missing, malformed or out of limits.',
  'model.outgoing_hook.is_valid.create_at.app_error':
    'Outgoing webhook: field "create at" is missing, malformed or out of limits.',
  'model.outgoing_hook.is_valid.description.app_error':
    'Outgoing webhook: field "description" is missing, malformed or out of limits.',
  'model.outgoing_hook.is_valid.display_name.app_error':
    'Outgoing webhook: field "display name" is missing, malformed or out of limits.',
  'model.outgoing_hook.is_valid.id.app_error': 'Outgoing webhook: field "id" is missing, malformed or out of limits.',
  'model.outgoing_hook.is_valid.team_id.app_error':
    'Outgoing webhook: field "team id" is missing, malformed or out of limits.',
  'model.outgoing_hook.is_valid.token.app_error':
    'Outgoing webhook: field "token" is missing, malformed or out of limits.',
  'model.outgoing_hook.is_valid.trigger_words.app_error':
    'Outgoing webhook: field "trigger words" is missing, malformed or out of limits.',
  'model.outgoing_hook.is_valid.update_at.app_error':
    'Outgoing webhook: field "update at" is missing, malformed or out of limits.',
  'model.outgoing_hook.is_valid.url.app_error': 'Outgoing webhook: field "url" is missing, malformed or out of limits.',
  'model.outgoing_hook.is_valid.user_id.app_error':
    'Outgoing webhook: field "user id" is missing, malformed or out of limits.',
  'model.outgoing_hook.is_valid.words.app_error':
    'Outgoing webhook: field "words" is missing, malformed or out of limits.',
  'model.post.is_valid.channel_id.app_error': 'Post: field "channel id" is missing, malformed or out of limits.',
  'model.post.is_valid.create_at.app_error': 'Post: field "create at" is missing, malformed or out of limits.',
  'model.post.is_valid.file_ids.app_error': 'A message has at most 10 files.',
  'model.post.is_valid.filenames.app_error': 'Post: field "filenames" is missing, malformed or out of limits.',
  'model.post.is_valid.hashtags.app_error': 'Post: field "hashtags" is missing, malformed or out of limits.',
  'model.post.is_valid.id.app_error': 'Post: field "id" is missing, malformed or out of limits.',
  'model.post.is_valid.message_length.app_error': 'This message is longer than the server takes.',
  'model.post.is_valid.original_id.app_error': 'Post: field "original id" is missing, malformed or out of limits.',
  'model.post.is_valid.props.app_error': 'The properties of this message are too long.',
  'model.post.is_valid.root_id.app_error': 'Post: field "root id" is missing, malformed or out of limits.',
  'model.post.is_valid.type.app_error': 'A message cannot have this type.',
  'model.post.is_valid.update_at.app_error': 'Post: field "update at" is missing, malformed or out of limits.',
  'model.post.is_valid.user_id.app_error': 'Post: field "user id" is missing, malformed or out of limits.',
  'model.reaction.is_valid.create_at.app_error': 'Reaction: field "create at" is missing, malformed or out of limits.',
  'model.reaction.is_valid.emoji_name.app_error':
    'Reaction: field "emoji name" is missing, malformed or out of limits.',
  'model.reaction.is_valid.post_id.app_error': 'Reaction: field "post id" is missing, malformed or out of limits.',
  'model.reaction.is_valid.update_at.app_error': 'Reaction: field "update at" is missing, malformed or out of limits.',
  'model.reaction.is_valid.user_id.app_error': 'Reaction: field "user id" is missing, malformed or out of limits.',
  'model.scheduled_post.is_valid.empty_post.app_error':
    'Scheduled post: field "empty post" is missing, malformed or out of limits.',
  'model.scheduled_post.is_valid.id.app_error': 'Scheduled post: field "id" is missing, malformed or out of limits.',
  'model.scheduled_post.is_valid.processed_at.app_error':
    'Scheduled post: field "processed at" is missing, malformed or out of limits.',
  'model.scheduled_post.is_valid.scheduled_at.app_error':
    'Scheduled post: field "scheduled at" is missing, malformed or out of limits.',
  'model.team.is_valid.characters.app_error':
    'A team address has the characters a to z, 0 to 9 and hyphen only, and begins and ends with a letter or digit.',
  'model.team.is_valid.company.app_error': 'A company name has at most 64 characters.',
  'model.team.is_valid.create_at.app_error': 'Team: field "create at" is missing, malformed or out of limits.',
  'model.team.is_valid.description.app_error': 'The description of a team has at most 255 characters.',
  'model.team.is_valid.domains.app_error': 'The allowed domains have at most 500 characters together.',
  'model.team.is_valid.email.app_error': 'Team: field "email" is missing, malformed or out of limits.',
  'model.team.is_valid.id.app_error': 'Team: field "id" is missing, malformed or out of limits.',
  'model.team.is_valid.invite_id.app_error': 'Team: field "invite id" is missing, malformed or out of limits.',
  'model.team.is_valid.name.app_error': 'A team name has 1 to 64 characters.',
  'model.team.is_valid.reserved.app_error': 'This team address is reserved. Choose another.',
  'model.team.is_valid.type.app_error': 'A team is open (O) or by invitation (I).',
  'model.team.is_valid.update_at.app_error': 'Team: field "update at" is missing, malformed or out of limits.',
  'model.team.is_valid.url.app_error': 'A team address has at most 64 characters.',
  'model.user.is_valid.username.app_error':
    'A username has 1 to 64 of the characters a to z, 0 to 9, dot, hyphen and underscore, and is no reserved name.',
  'model.user.is_valid.email.app_error': 'This is not an e-mail address, or it is longer than 128 characters.',
  'model.user.is_valid.nickname.app_error': 'A nickname has at most 64 characters.',
  'model.user.is_valid.first_name.app_error': 'A first name has at most 64 characters.',
  'model.user.is_valid.last_name.app_error': 'A last name has at most 64 characters.',
  'model.user.is_valid.position.app_error': 'A position has at most 128 characters.',
  'model.user.is_valid.locale.app_error': 'This is not a language code.',
  'model.user.is_valid.auth_data.app_error':
    'An account of another sign-in service needs its name and identity there, and no password.',
  'model.user.is_valid.roles_limit.app_error': 'These roles are longer than 256 characters.',
  'model.user.is_valid.pwd_min_length.app_error': 'A password must have at least {Min} characters.',
  'model.user.is_valid.pwd_max_length.app_error': 'A password must not be longer than {Max} bytes.',
  'model.user.is_valid.pwd_lowercase.app_error': 'The password lacks a lower-case letter.',
  'model.user.is_valid.pwd_uppercase.app_error': 'The password lacks an upper-case letter.',
  'model.user.is_valid.pwd_lowercase_uppercase.app_error':
    'The password lacks a lower-case letter and an upper-case letter.',
  'model.user.is_valid.pwd_number.app_error': 'The password lacks a digit.',
  'model.user.is_valid.pwd_lowercase_number.app_error': 'The password lacks a lower-case letter and a digit.',
  'model.user.is_valid.pwd_uppercase_number.app_error': 'The password lacks an upper-case letter and a digit.',
  'model.user.is_valid.pwd_lowercase_uppercase_number.app_error':
    'The password lacks a lower-case letter, an upper-case letter and a digit.',
  'model.user.is_valid.pwd_symbol.app_error': 'The password lacks a symbol.',
  'model.user.is_valid.pwd_lowercase_symbol.app_error': 'The password lacks a lower-case letter and a symbol.',
  'model.user.is_valid.pwd_uppercase_symbol.app_error': 'The password lacks an upper-case letter and a symbol.',
  'model.user.is_valid.pwd_lowercase_uppercase_symbol.app_error':
    'The password lacks a lower-case letter, an upper-case letter and a symbol.',
  'model.user.is_valid.pwd_number_symbol.app_error': 'The password lacks a digit and a symbol.',
  'model.user.is_valid.pwd_lowercase_number_symbol.app_error':
    'The password lacks a lower-case letter, a digit and a symbol.',
  'model.user.is_valid.pwd_uppercase_number_symbol.app_error':
    'The password lacks an upper-case letter, a digit and a symbol.',
  'model.user.is_valid.pwd_lowercase_uppercase_number_symbol.app_error':
    'The password lacks a lower-case letter, an upper-case letter, a digit and a symbol.',
} as const;
