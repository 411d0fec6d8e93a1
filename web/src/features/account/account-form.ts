/** What a person types to make an account, judged while they type. Sentences, because they are shown as they are. */
import { limits } from '@innermost/protocol/limits.ts';

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
    complaints.password = `Use at least ${minimumPassword} characters.`;
  } else if (new TextEncoder().encode(account.password).length > limits.passwordBytes) {
    complaints.password = `Use at most ${limits.passwordBytes} characters.`;
  }
  return complaints;
}

export function complaintOfEmail(email: string): string | undefined {
  const text = email.trim();
  if (text === '') return 'An email address is needed. It is also a way to sign in.';
  const [name, domain, ...more] = text.split('@');
  if (!name || !domain || more.length > 0 || /\s/.test(text)) return 'An address looks like name@company.example.';
  if (text.length > limits.emailCharacters) return `Use at most ${limits.emailCharacters} characters.`;
  return undefined;
}

export function complaintOfUsername(username: string): string | undefined {
  if (username === '') return 'A username is needed. People mention you by it.';
  if (!/^[a-z]/.test(username)) return 'Begin with a letter from a to z.';
  if (!/^[a-z0-9._-]+$/.test(username)) return 'Use small letters, digits, dots, dashes and underscores.';
  if (username.length < 3) return 'Use at least 3 characters.';
  if (username.length > limits.usernameCharacters) return `Use at most ${limits.usernameCharacters} characters.`;
  if (reserved.has(username)) return `${username} is reserved. Take another one.`;
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

export const strengthWords = ['', 'Weak', 'Fair', 'Strong', 'Very strong'] as const;
