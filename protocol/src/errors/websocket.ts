/** Error ids of the area "websocket" with their HTTP status and English text; `{name}` is filled in from the error's parameters. */
export const websocketErrors = {
  'api.web_socket.connect.upgrade.app_error': [400, 'Upgrade failed or origin blocked.'],
  'api.web_socket_router.no_action.app_error': [400, 'Action missing.'],
  'api.web_socket_router.bad_seq.app_error': [400, 'Sequence missing.'],
  'api.web_socket_router.bad_action.app_error': [500, 'Unknown action.'],
  'api.web_socket_router.not_authenticated.app_error': [401, 'Not authenticated.'],
  'api.websocket_handler.invalid_param.app_error': [400, 'Invalid {name} parameter.'],
} as const;
