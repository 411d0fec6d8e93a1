import { flag, group, whole } from '../setting.ts';

export const passwordSettings = group({
  MinimumLength: whole(8, 'Shortest password, in characters.', { min: 5, max: 72, unit: 'characters', applies: 'now' }),
  Lowercase: flag(false, 'Passwords need a lower-case letter.', { applies: 'now' }),
  Number: flag(false, 'Passwords need a digit.', { applies: 'now' }),
  Uppercase: flag(false, 'Passwords need an upper-case letter.', { applies: 'now' }),
  Symbol: flag(false, 'Passwords need a symbol.', { applies: 'now' }),
  EnableForgotLink: flag(true, 'Offer a way back to those who forgot their password.', { applies: 'clients' }),
});
