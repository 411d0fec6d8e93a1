import { domains } from '../forms.ts';
import { flag, group, text } from '../setting.ts';

export const guestAccountsSettings = group({
  Enable: flag(false, 'Guests may be invited to single channels.', { applies: 'now' }),
  HideTags: flag(false, 'Do not mark guests as such.', { applies: 'clients' }),
  AllowEmailAccounts: flag(true, 'Guests may sign in with an e-mail address and a password.'),
  EnforceMultifactorAuthentication: flag(
    false,
    'The same for guests, where ServiceSettings.EnforceMultifactorAuthentication is on.',
    { applies: 'now' },
  ),
  RestrictCreationToDomains: text(
    '',
    'Mail domains whose owners may be guests, separated by commas; empty allows all.',
    { form: domains },
  ),
  EnableGuestMagicLink: flag(false, 'Guests may sign in with a link sent by mail.', { applies: 'clients' }),
});
