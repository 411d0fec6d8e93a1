// The four OAuth providers share one shape.
import { address, colour, flag, group, secret, text } from '../setting.ts';

const preferredUsername = () => flag(false, 'Kept for compatibility; has no effect.');

function provider(about: string) {
  return {
    Enable: flag(false, `People may sign in with ${about}.`, { applies: 'now' }),
    Secret: secret(`Secret of this server’s registration at ${about}.`),
    Id: text('', `Id of this server’s registration at ${about}.`),
    Scope: text('', `What ${about} is asked to tell.`),
    AuthEndpoint: address('', `Address at ${about} where people agree.`),
    TokenEndpoint: address('', `Address at ${about} where tokens are fetched.`),
    UserAPIEndpoint: address('', `Address at ${about} that says who someone is.`),
    DiscoveryEndpoint: address('', `Address of the OpenID description of ${about}.`),
    ButtonText: text('', 'Words on the button.', { applies: 'clients' }),
    ButtonColor: colour('', 'Colour of the button.', { applies: 'clients' }),
    UsePreferredUsername: preferredUsername(),
  };
}

export const gitLabSettings = group(provider('GitLab'));

export const googleSettings = group({
  ...provider('Google'),
  ButtonText: text('', 'Words on the button.'),
  ButtonColor: colour('', 'Colour of the button.'),
  Scope: text('profile email', 'What Google is asked to tell.'),
  AuthEndpoint: address('https://accounts.google.com/o/oauth2/v2/auth', 'Address at Google where people agree.'),
  TokenEndpoint: address('https://www.googleapis.com/oauth2/v4/token', 'Address at Google where tokens are fetched.'),
  UserAPIEndpoint: address(
    'https://people.googleapis.com/v1/people/me?personFields=names,emailAddresses,nicknames,metadata',
    'Address at Google that says who someone is.',
  ),
});

export const openIdSettings = group({
  ...provider('an OpenID Connect provider'),
  Scope: text('profile openid email', 'What the provider is asked to tell.'),
  ButtonColor: colour('#145DBF', 'Colour of the button.', { applies: 'clients' }),
});

export const office365Settings = group({
  Enable: flag(false, 'People may sign in with Microsoft Entra ID.', { applies: 'now' }),
  Secret: secret('Secret of this server’s registration at Microsoft.'),
  Id: text('', 'Id of this server’s registration at Microsoft.'),
  Scope: text('User.Read', 'What Microsoft is asked to tell.'),
  AuthEndpoint: address(
    'https://login.microsoftonline.com/common/oauth2/v2.0/authorize',
    'Address at Microsoft where people agree.',
  ),
  TokenEndpoint: address(
    'https://login.microsoftonline.com/common/oauth2/v2.0/token',
    'Address at Microsoft where tokens are fetched.',
  ),
  UserAPIEndpoint: address('https://graph.microsoft.com/v1.0/me', 'Address at Microsoft that says who someone is.'),
  DiscoveryEndpoint: address('', 'Address of the OpenID description of your directory.'),
  DirectoryId: text('', 'Id of your directory at Microsoft.'),
  UsePreferredUsername: preferredUsername(),
});
