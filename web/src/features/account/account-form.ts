/** What a person types to make an account, judged while they type. Sentences, because they are shown as they are. */
import { limits } from '@innermost/protocol/limits.ts';

import { msg, t } from '../../words/words.ts';

export interface NewAccount {
  name: string;
  email: string;
  username: string;
  password: string;
}

export type Complaints = Partial<Record<keyof NewAccount, string>>;

const reserved = new Set(['all', 'channel', 'here', 'matterbot', 'system']);

/** One sentence per field that cannot be accepted; none means that the server may be asked. */
export function complaintsOf(account: NewAccount, minimumPassword: number): Complaints {
  const complaints: Complaints = {};
  const email = complaintOfEmail(account.email);
  const username = complaintOfUsername(account.username);
  if (email) complaints.email = email;
  if (username) complaints.username = username;
  if (account.password.length < minimumPassword) {
    complaints.password = t('Use at least {count} characters.', { count: minimumPassword });
  } else if (new TextEncoder().encode(account.password).length > limits.passwordBytes) {
    complaints.password = t('Use at most {count} characters.', { count: limits.passwordBytes });
  }
  return complaints;
}

export function complaintOfEmail(email: string): string | undefined {
  const text = email.trim();
  if (text === '') return t('An email address is needed. It is also a way to sign in.');
  const [name, domain, ...more] = text.split('@');
  if (!name || !domain || more.length > 0 || /\s/.test(text)) return t('An address looks like name@company.example.');
  if (text.length > limits.emailCharacters)
    return t('Use at most {count} characters.', { count: limits.emailCharacters });
  return undefined;
}

export function complaintOfUsername(username: string): string | undefined {
  if (username === '') return t('A username is needed. People mention you by it.');
  if (!/^[a-z]/.test(username)) return t('Begin with a letter from a to z.');
  if (!/^[a-z0-9._-]+$/.test(username)) return t('Use small letters, digits, dots, dashes and underscores.');
  if (username.length < 3) return t('Use at least {count} characters.', { count: 3 });
  if (username.length > limits.usernameCharacters)
    return t('Use at most {count} characters.', { count: limits.usernameCharacters });
  if (reserved.has(username)) return t('{username} is reserved. Take another one.', { username });
  return undefined;
}

/** "Ann Lee" or "ann.lee@company.example" suggest ann.lee and so on; empty when nothing usable is left. */
export function suggestUsername(from: string): string {
  const local = from.split('@')[0] ?? '';
  return local
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/\s+/g, '.')
    .replaceAll(/[^a-z0-9._-]/g, '')
    .replace(/^[^a-z]+/, '')
    .replace(/[._-]+$/, '');
}

/** "Ann van der Lee" → first name Ann, last name van der Lee. */
export function splitName(name: string): { first_name: string; last_name: string } {
  const [first_name = '', ...rest] = name.trim().split(/\s+/);
  return { first_name, last_name: rest.join(' ') };
}

/** How far a password gets, 0 to 4, by length and variety: a hint for people, not a rule. */
export function strengthOf(password: string): number {
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z0-9]/].filter((kind) => kind.test(password)).length;
  const distinct = new Set(password).size;
  if (password.length < 8 || distinct < 5) return password === '' ? 0 : 1;
  return Math.min(4, 1 + Math.floor((password.length - 4) / 5) + (kinds > 2 ? 1 : 0));
}

const strengthWords = [msg('Weak'), msg('Weak'), msg('Fair'), msg('Strong'), msg('Very strong')] as const;

export function strengthWord(password: string): string {
  return t(strengthWords[strengthOf(password)] ?? strengthWords[0]);
}
