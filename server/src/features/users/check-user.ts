/** What a user's fields must be like. Lengths are those of the columns (reference: wire/auth-and-permissions.md §4). */
import { characters, limits, turnsDirection } from '@innermost/protocol/limits.ts';
import type { ErrorId } from '@innermost/protocol/errors.ts';
import type { Config } from '../../platform/config/config.ts';
import { AppError, invalidBody } from '../../platform/http/errors.ts';

/** What a mention means already, or the server calls itself. Accounts of adopted databases keep such a name. */
const reservedNames = new Set(['all', 'channel', 'here', 'matterbot', 'system', 'system-bot']);

export function checkUsername(username: string): void {
  const wellFormed = /^[a-z0-9._-]+$/.test(username) && username.length <= limits.usernameCharacters;
  if (!wellFormed || reservedNames.has(username)) throw new AppError('model.user.is_valid.username.app_error');
}

export function checkEmail(email: string): void {
  const wellFormed = /^[^\s@<>()[\],;:"\\]+@[^\s@<>()[\],;:"\\]+$/.test(email);
  if (email.length > limits.emailCharacters || !wellFormed || turnsDirection(email))
    throw new AppError('model.user.is_valid.email.app_error');
}

/** True when addresses are not restricted, or this one is of a permitted domain. */
export function isPermittedDomain(email: string, restriction: string): boolean {
  const domains = restriction
    .toLowerCase()
    .split(/[\s,]+/)
    .map((domain) => domain.replace(/^@/, ''))
    .filter((domain) => domain !== '');
  return domains.length === 0 || domains.some((domain) => email.endsWith(`@${domain}`));
}

export interface Profile {
  nickname: string;
  first_name: string;
  last_name: string;
  position: string;
  locale: string;
}

export function checkProfile(profile: Profile): void {
  const refuse = (id: ErrorId) => {
    throw new AppError(id);
  };
  if (characters(profile.nickname) > 64 || turnsDirection(profile.nickname))
    refuse('model.user.is_valid.nickname.app_error');
  if (characters(profile.first_name) > 64 || turnsDirection(profile.first_name))
    refuse('model.user.is_valid.first_name.app_error');
  if (characters(profile.last_name) > 64 || turnsDirection(profile.last_name))
    refuse('model.user.is_valid.last_name.app_error');
  if (characters(profile.position) > 128 || turnsDirection(profile.position))
    refuse('model.user.is_valid.position.app_error');
  if (!/^[A-Za-z-]{0,5}$/.test(profile.locale)) refuse('model.user.is_valid.locale.app_error');
}

const mapCharacters = 8_000;

/** Maps of a user, by name; 400 for one that is too long. */
export function checkMaps(maps: Readonly<Record<string, Readonly<Record<string, string>> | undefined>>): void {
  for (const [name, values] of Object.entries(maps))
    if (values && JSON.stringify(values).length > mapCharacters) throw invalidBody(name);
}

/** The text of a stored custom status, '' for none that can be read. */
function textOfStatus(stored = ''): string {
  try {
    const status: unknown = JSON.parse(stored || 'null');
    return typeof status === 'object' && status && 'text' in status ? String(status.text) : '';
  } catch {
    return '';
  }
}

/** Others see it beside the name. 400 when it is new and turns the direction of what stands around it. */
export function checkStatusText(props: Readonly<Record<string, string>>, before: Readonly<Record<string, string>>) {
  const text = textOfStatus(props['customStatus']);
  if (turnsDirection(text) && text !== textOfStatus(before['customStatus'])) throw invalidBody('custom_status');
}

const classes = [
  ['Lowercase', /[a-z]/, 'lowercase'],
  ['Uppercase', /[A-Z]/, 'uppercase'],
  ['Number', /\d/, 'number'],
  ['Symbol', /[^A-Za-z0-9\s]/, 'symbol'],
] as const;

type Subset<Names extends readonly string[]> = Names extends readonly [infer First extends string, ...infer Rest]
  ? Rest extends readonly string[]
    ? Subset<Rest> | `_${First}${Subset<Rest>}`
    : never
  : '';
type MissingClasses = Exclude<Subset<['lowercase', 'uppercase', 'number', 'symbol']>, ''>;

/** Throws with the id that names which of the configured rules the password breaks. */
export function checkPassword(password: string, rules: Config['PasswordSettings']): void {
  if (characters(password) < rules.MinimumLength)
    throw new AppError('model.user.is_valid.pwd_min_length.app_error', { Min: rules.MinimumLength });
  if (Buffer.byteLength(password) > limits.passwordBytes)
    throw new AppError('model.user.is_valid.pwd_max_length.app_error', { Max: limits.passwordBytes });
  const { Lowercase, Uppercase, Number, Symbol } = rules;
  const demanded = { Lowercase, Uppercase, Number, Symbol };
  const missing = classes
    .filter(([rule, pattern]) => demanded[rule] && !pattern.test(password))
    .map(([, , name]) => name);
  if (missing.length === 0) return;
  // Each subset of the four names, in their order, is a text of the catalogue.
  const suffix = `_${missing.join('_')}` as MissingClasses;
  throw new AppError(`model.user.is_valid.pwd${suffix}.app_error`);
}
