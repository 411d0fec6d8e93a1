import { flag, group, whole } from '../setting.ts';

export const passwordSettings = group({
  MinimumLength: whole(8, 'Shortest password, in characters.'),
  Lowercase: flag(false, 'Passwords need a lower-case letter.'),
  Number: flag(false, 'Passwords need a digit.'),
  Uppercase: flag(false, 'Passwords need an upper-case letter.'),
  Symbol: flag(false, 'Passwords need a symbol.'),
  EnableForgotLink: flag(true, 'Offer a way back to those who forgot their password.'),
});
