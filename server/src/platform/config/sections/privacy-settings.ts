import { flag, group } from '../setting.ts';

export const privacySettings = group({
  ShowEmailAddress: flag(true, 'People see each other’s e-mail addresses.', { applies: 'now' }),
  ShowFullName: flag(true, 'People see each other’s full names.', { applies: 'now' }),
  UseAnonymousURLs: flag(false, 'Addresses of channels and teams do not hold their names.', { applies: 'clients' }),
});
