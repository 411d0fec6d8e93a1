import { area } from '../../area/area.ts';
import { loginEndpoints } from './endpoints.ts';
import { examples } from './examples.ts';

export const login = area({
  name: 'login',
  endpoints: loginEndpoints,
  settings: [
    'EmailSettings.EnableSignInWithEmail',
    'EmailSettings.EnableSignInWithUsername',
    'EmailSettings.RequireEmailVerification',
    'GitLabSettings.Enable',
    'GoogleSettings.Enable',
    'GuestAccountsSettings.Enable',
    'Office365Settings.Enable',
    'OpenIdSettings.Enable',
    'SamlSettings.Enable',
    'ServiceSettings.EnableMultifactorAuthentication',
    'ServiceSettings.TerminateSessionsOnPasswordChange',
  ],
  examples,
});
