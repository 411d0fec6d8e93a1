/** Error ids of the area "websocket" with their English text; `{name}` is filled in from the error's parameters. */
export const websocketErrors = {
  'api.web_socket.connect.upgrade.app_error': 'Upgrade failed or origin blocked.',
  'api.web_socket_router.no_action.app_error': 'Action missing.',
  'api.web_socket_router.bad_seq.app_error': 'Sequence missing.',
  'api.web_socket_router.bad_action.app_error': 'Unknown action.',
  'api.web_socket_router.not_authenticated.app_error': 'Not authenticated.',
  'api.websocket_handler.invalid_param.app_error': 'Invalid {name} parameter.',
  'api.websocket_handler.server_busy.app_error': 'Server busy.',
} as const;
