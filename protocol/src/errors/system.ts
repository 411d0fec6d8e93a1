/** Error ids of the areas "system" and "roles" with their English text; `{name}` is filled in from the error's parameters. */
export const systemErrors = {
  'api.license.client.old_format.app_error': 'Only the format `old` is offered.',
  'api.config.update_config.fixed.app_error':
    '{settings}: the environment decides this, not the API. Set, change or remove {variables} instead.',
  'api.config.update_config.invalid.app_error': '{message}',
  'api.roles.get_multiple_by_name_too_many.request_error': 'At most {max} roles can be asked for at once.',
  'app.role.check_roles_exist.role_not_found': 'There is no role of the name {name}.',
  'app.role.get.app_error': 'There is no such role.',
  'app.role.get_by_name.app_error': 'There is no role of this name.',
} as const;
