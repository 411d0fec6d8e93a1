import { area } from '../../area/area.ts';
import { signUpEndpoints } from './endpoints.ts';
import { examples } from './examples.ts';

export const signUp = area({
  name: 'sign-up',
  endpoints: signUpEndpoints,
  settings: [
    'EmailSettings.EnableSignUpWithEmail',
    'ServiceSettings.SiteURL',
    'ServiceSettings.TrustedProxyIPHeader',
    'TeamSettings.EnableOpenServer',
    'TeamSettings.EnableUserCreation',
  ],
  examples,
});
