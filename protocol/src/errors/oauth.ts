/** Error ids of the area "oauth" with their HTTP status and English text; `{name}` is filled in from the error's parameters. */
export const oauthErrors = {
  'api.oauth.allow_oauth.turn_off.app_error': [501, 'OAuth provider disabled.'],
} as const;
