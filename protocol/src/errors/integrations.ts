/** Error ids of the area "integrations" with their HTTP status and English text; `{name}` is filled in from the error's parameters. */
export const integrationsErrors = {
  'api.incoming_webhook.disabled.app_error': [
    501,
    'Incoming webhooks are switched off on this server (ServiceSettings.EnableIncomingWebhooks).',
  ],
  'api.incoming_webhook.invalid_username.app_error': [
    400,
    'A webhook may post as a name of letters, digits, dots, dashes and underscores, at most 64.',
  ],
  'api.incoming_webhook.owner_left.app_error': [
    403,
    'The owner of this webhook has left, so it posts into its own channel only: leave out the channel, or have the webhook handed over.',
  ],
  'api.incoming_webhook.new_owner.app_error': [
    400,
    'A webhook is handed over to an active member of its team who may read its channel.',
  ],
  'api.webhook.team_mismatch.app_error': [400, 'A webhook cannot move to another team.'],
  'api.outgoing_webhook.disabled.app_error': [501, 'Outgoing webhooks disabled (501) or channel not public (403).'],
  'app.webhooks.get_incoming.app_error': [404, 'There is no such incoming webhook.'],
  'web.incoming_webhook.general.app_error': [400, 'The message sent to this webhook could not be posted.'],
  'web.incoming_webhook.disabled.app_error': [
    501,
    'Incoming webhooks are switched off on this server (ServiceSettings.EnableIncomingWebhooks).',
  ],
  'web.incoming_webhook.invalid.app_error': [400, 'There is no such webhook.'],
  'web.incoming_webhook.text.app_error': [
    400,
    'The payload holds nothing to show: it needs text, or attachments or blocks with some.',
  ],
  'web.incoming_webhook.parse.app_error': [400, 'The payload is empty.'],
  'web.incoming_webhook.parse_form.app_error': [400, 'The form could not be read.'],
  'web.incoming_webhook.media_type.app_error': [400, 'The Content-Type of the request could not be read.'],
  'web.incoming_webhook.parse_multipart.app_error': [
    400,
    'The multipart form could not be read, or has a field that is not known.',
  ],
  'web.incoming_webhook.decode.app_error': [
    400,
    'The payload could not be read: it must be a JSON object, and its fields of the right types.',
  ],
  'web.incoming_webhook.channel.app_error': [404, 'There is no channel of that name in the team of the webhook.'],
  'web.incoming_webhook.channel_locked.app_error': [403, 'This webhook may post into its own channel only.'],
  'web.incoming_webhook.permissions.app_error': [403, 'The owner of the webhook may not read that channel.'],
  'web.incoming_webhook.user.app_error': [400, 'There is no such user.'],
  'web.incoming_webhook.split_props_length.app_error': [
    400,
    'An attachment is too large to be posted, even with its text cut.',
  ],
} as const;
