import { flag, group } from '../setting.ts';

export const privacySettings = group({
  ShowEmailAddress: flag(true, 'People see each other’s e-mail addresses.'),
  ShowFullName: flag(true, 'People see each other’s full names.'),
  UseAnonymousURLs: flag(false, 'Addresses of channels and teams do not hold their names.'),
});
