/** Error ids of the area "push" with their English text; `{name}` is filled in from the error's parameters. */
export const pushErrors = {
  'api.push_notification.disabled.app_error': 'Push disabled.',
  'api.push_notifications_ack.message.parse.app_error': 'Ack unreadable.',
} as const;
