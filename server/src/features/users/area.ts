import { area } from '../../area/area.ts';
import { userEndpoints } from './endpoints.ts';
import { examples } from './examples.ts';
import { watchFailures } from './failure-traces.ts';

export const users = area({
  name: 'users',
  endpoints: userEndpoints,
  settings: [
    'FileSettings.MaxFileSize',
    'LocalizationSettings.DefaultClientLocale',
    'PasswordSettings.Lowercase',
    'PasswordSettings.MinimumLength',
    'PasswordSettings.Number',
    'PasswordSettings.Symbol',
    'PasswordSettings.Uppercase',
    'PrivacySettings.ShowEmailAddress',
    'PrivacySettings.ShowFullName',
    'ServiceSettings.EnableAPIUserDeletion',
    'ServiceSettings.MaximumLoginAttempts',
    'TeamSettings.EnableUserDeactivation',
    'TeamSettings.ExperimentalEnableAutomaticReplies',
    'TeamSettings.RestrictCreationToDomains',
  ],
  events: ['new_user', 'user_activation_status_change', 'user_role_updated', 'user_updated'],
  start: watchFailures,
  examples,
});
