/** Error ids of the area "files" with their HTTP status and English text; `{name}` is filled in from the error's parameters. */
export const filesErrors = {
  'api.emoji.disabled.app_error': [501, 'Custom emoji disabled.'],
  'app.emoji.get_by_name.no_result': [404, 'Emoji name unknown.'],
} as const;
