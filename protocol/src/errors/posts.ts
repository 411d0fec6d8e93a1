/** Error ids of the area "posts" with their HTTP status and English text; `{name}` is filled in from the error's parameters. */
export const postsErrors = {
  'app.post.get.app_error': [404, 'There is no such message.'],
  'app.post.save.existing.app_error': [400, 'A new message must not come with an id.'],
  'api.post.create_post.can_not_post_to_deleted.error': [400, 'This channel is archived and takes no more messages.'],
  'api.post.create_post.root_id.app_error': [400, 'There is no such message to reply to.'],
  'api.post.create_post.channel_root_id.app_error': [400, 'The message to reply to is in another channel.'],
  'api.post.override_username.app_error': [
    400,
    'The name to post under holds invisible characters that turn the direction of text (U+202A–202E, U+2066–2069). Send it without them.',
  ],
  'api.post.update_post.system_message.app_error': [400, 'System messages cannot be edited.'],
  'api.post.update_post.permissions_time_limit.app_error': [
    400,
    'The time in which this message could be edited is over.',
  ],
  'api.post.update_post.can_not_update_post_in_deleted.error': [
    400,
    'This channel is archived; its messages stay as they are.',
  ],
  'api.post.patch_post.can_not_update_post_in_deleted.error': [400, 'Channel archived.'],
  'api.post.delete_post.can_not_delete_post_in_deleted.error': [400, 'Channel archived.'],
  'api.post.delete_post.not_enabled.app_error': [501, 'Erasing messages is switched off on this server.'],
  'api.post.post_priority.priority_post_not_allowed_for_user.request_error': [
    403,
    'You may not give messages a priority.',
  ],
  'api.post.post_priority.priority_post_only_allowed_for_root_post.request_error': [400, 'Replies have no priority.'],
  'api.post.posts_by_ids.invalid_body.request_error': [400, 'Too many ids.'],
  'api.post.create_webhook_post.creating.app_error': [500, 'The message of the webhook could not be posted.'],
  'app.reaction.save.save.too_many_reactions': [400, 'This message has as many different reactions as it may have.'],
  'api.reaction.save.archived_channel.app_error': [403, 'This channel is archived; its messages stay as they are.'],
  'api.reaction.delete.archived_channel.app_error': [403, 'This channel is archived; its messages stay as they are.'],
  'api.reaction.save_reaction.invalid.app_error': [400, 'Reaction data invalid.'],
  'api.reaction.save_reaction.user_id.app_error': [403, 'You can only react for yourself.'],
  'app.user.get_thread_membership_for_user.not_found': [404, 'No membership in that thread.'],
  'app.user.get_threads_for_user.not_found': [404, 'Thread unknown or not followed.'],
  'app.user.update_thread_read_for_user_by_post.app_error': [400, 'Post is not in that thread.'],
} as const;
