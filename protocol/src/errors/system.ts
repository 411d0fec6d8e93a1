/** Error ids of the areas "system" and "roles" with their HTTP status and English text; `{name}` is filled in from the error's parameters. */
export const systemErrors = {
  'api.config.update_config.fixed.app_error': [
    400,
    '{settings}: the environment decides this, not the API. Set, change or remove {variables} instead.',
  ],
  'api.config.update_config.invalid.app_error': [400, '{message}'],
  'api.config.migrate_config.app_error': [400, '{message}'],
  'app.plugin.disabled.app_error': [501, 'This server runs no plugins.'],
  'api.roles.get_multiple_by_name_too_many.request_error': [400, 'At most {max} roles can be asked for at once.'],
  'app.role.check_roles_exist.role_not_found': [400, 'There is no role of the name {name}.'],
  'app.role.get.app_error': [404, 'There is no such role.'],
  'app.role.get_by_name.app_error': [404, 'There is no role of this name.'],
} as const;
