/** Error ids of the area "integrations" with their English text; `{name}` is filled in from the error's parameters. */
export const integrationsErrors = {
  'api.incoming_webhook.disabled.app_error':
    'Incoming webhooks are switched off on this server (ServiceSettings.EnableIncomingWebhooks).',
  'api.incoming_webhook.invalid_username.app_error':
    'A webhook may post as a name of letters, digits, dots, dashes and underscores, at most 64.',
  'api.incoming_webhook.owner_left.app_error':
    'The owner of this webhook has left, so it posts into its own channel only: leave out the channel, or have the webhook handed over.',
  'api.incoming_webhook.new_owner.app_error':
    'A webhook is handed over to an active member of its team who may read its channel.',
  'api.webhook.team_mismatch.app_error': 'A webhook cannot move to another team.',
  'api.outgoing_webhook.disabled.app_error': 'Outgoing webhooks disabled (501) or channel not public (403).',
  'api.webhook.create_outgoing.triggers.app_error': 'Trigger words needed without channel.',
  'api.webhook.create_outgoing.intersect.app_error': 'A webhook with the same trigger and address already exists.',
  'api.webhook.update_outgoing.intersect.app_error': 'A webhook with the same trigger and address already exists.',
  'api.webhook.create_outgoing.permissions.app_error': 'Channel of another team.',
  'api.webhook.create_outgoing.not_open.app_error': 'Channel is not public.',
  'app.webhooks.get_incoming.app_error': 'There is no such incoming webhook.',
  'app.webhooks.get_outgoing.app_error': 'Outgoing hook unknown.',
  'web.incoming_webhook.general.app_error': 'The message sent to this webhook could not be posted.',
  'web.incoming_webhook.disabled.app_error':
    'Incoming webhooks are switched off on this server (ServiceSettings.EnableIncomingWebhooks).',
  'web.incoming_webhook.invalid.app_error': 'There is no such webhook.',
  'web.incoming_webhook.text.app_error':
    'The payload holds nothing to show: it needs text, or attachments or blocks with some.',
  'web.incoming_webhook.parse.app_error': 'The payload is empty.',
  'web.incoming_webhook.parse_form.app_error': 'The form could not be read.',
  'web.incoming_webhook.media_type.app_error': 'The Content-Type of the request could not be read.',
  'web.incoming_webhook.parse_multipart.app_error':
    'The multipart form could not be read, or has a field that is not known.',
  'web.incoming_webhook.decode.app_error':
    'The payload could not be read: it must be a JSON object, and its fields of the right types.',
  'web.incoming_webhook.channel.app_error': 'There is no channel of that name in the team of the webhook.',
  'web.incoming_webhook.channel_locked.app_error': 'This webhook may post into its own channel only.',
  'web.incoming_webhook.permissions.app_error': 'The owner of the webhook may not read that channel.',
  'web.incoming_webhook.user.app_error': 'There is no such user.',
  'web.incoming_webhook.split_props_length.app_error':
    'An attachment is too large to be posted, even with its text cut.',
  'web.command_webhook.parse.app_error': 'Delayed response unreadable.',
  'web.command_webhook.general.app_error': 'Outer error of delayed responses.',
  'app.command_webhook.get.missing': 'Response URL unknown or expired.',
  'app.command_webhook.try_use.invalid': 'Response URL used up.',
  'api.command.disabled.app_error': 'Custom commands disabled.',
  'api.command.duplicate_trigger.app_error': 'Trigger already used.',
  'api.command.execute_command.start.app_error': 'Not a command or bad channel.',
  'api.command.execute_command.not_found.app_error': 'Unknown command.',
  'api.command.execute_command.failed.app_error': 'Integration unreachable or bad answer.',
  'api.command.execute_command.failed_resp.app_error': 'Integration answered with an error status.',
  'api.command.execute_command.failed_empty.app_error': 'Integration answered nothing.',
  'api.command.execute_command.create_post_failed.app_error': 'Answer could not be posted.',
  'api.command.execute_command.deleted.error': 'Channel archived.',
  'api.command.execute_command.site_url_required.app_error': 'SiteURL not configured.',
  'api.command.command_post.forbidden.app_error': 'Not a member of the answer channel.',
  'api.command.team_mismatch.app_error': 'Command of another team.',
  'store.sql_command.save.get.app_error': 'Command unknown or not visible.',
  'api.post.do_action.action_id.app_error': 'Button unknown.',
  'api.post.do_action.action_integration.app_error': 'Integration failed or cookie invalid.',
  'interactive_message.decode_trigger_id.expired': 'Trigger id too old.',
  'interactive_message.decode_trigger_id.base64_decode_failed': 'Trigger id unreadable.',
  'interactive_message.decode_trigger_id.missing_data': 'Trigger id malformed.',
  'interactive_message.decode_trigger_id.verify_signature_failed': 'Trigger id forged.',
  'app.submit_interactive_dialog.invalid_response': 'Dialog answer invalid.',
  'app.submit_interactive_dialog.decode_json_error': 'Dialog answer not JSON.',
} as const;
