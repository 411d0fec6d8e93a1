/** Error ids of the area "context" with their HTTP status and English text; `{name}` is filled in from the error's parameters. */
export const contextErrors = {
  'api.context.session_expired.app_error': [401, 'Your session has ended. Sign in again.'],
  'api.context.token_provided.app_error': [401, 'Only tokens of OAuth sessions are accepted in the address.'],
  'api.context.permissions.app_error': [403, 'You do not have the permission for this.'],
  'api.context.invalid_body_param.app_error': [400, 'Invalid or missing {name} in the request body.'],
  'api.context.invalid_url_param.app_error': [400, 'Invalid or missing {name} in the address.'],
  'api.context.invalid_param.app_error': [400, 'Invalid {name}.'],
  'api.context.server_busy.app_error': [503, 'The server is busy. Try again in a moment.'],
  'api.context.request_body_too_large.app_error': [
    413,
    'The request is larger than {limit} bytes, the limit set by ServiceSettings.MaximumPayloadSizeBytes.',
  ],
  'api.context.404.app_error': [404, 'There is nothing at this address.'],
  'basic_security_check.url.too_long_error': [414, 'Request URL too long.'],
  'api.context.rate_limit.app_error': [429, 'Too many requests. Try again in {seconds} s.'],
  'api.internal_error': [500, 'The server met an unexpected error. It is in the log under the request id.'],
  'api.not_implemented.app_error': [501, 'This server does not offer {path} yet.'],
  'api.database_unavailable.app_error': [503, 'The database cannot be reached at the moment: try again.'],
  'api.disk_full.app_error': [507, 'The server has run out of disk space. Nothing was changed.'],
} as const;
