import { flag, group, text } from '../setting.ts';

export const guestAccountsSettings = group({
  Enable: flag(false, 'Guests may be invited to single channels.'),
  HideTags: flag(false, 'Do not mark guests as such.'),
  AllowEmailAccounts: flag(true, 'Guests may sign in with an e-mail address and a password.'),
  EnforceMultifactorAuthentication: flag(false, 'Guests must add a second factor.'),
  RestrictCreationToDomains: text(
    '',
    'Mail domains whose owners may be guests, separated by commas; empty allows all.',
  ),
  EnableGuestMagicLink: flag(false, 'Guests may sign in with a link sent by mail.'),
});
