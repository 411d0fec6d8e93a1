/** Makes an account. Who may do so is decided by whoever calls this. */
import type { NewUser, User } from '@innermost/protocol/users.ts';
import type { Session } from '../../access/session.ts';
import type { WorkOfRequest } from '../../endpoint/endpoint.ts';
import { callerOf } from '../../platform/http/addresses.ts';
import { AppError } from '../../platform/http/errors.ts';
import { newId } from '../../platform/ids.ts';
import { hashPassword } from '../../platform/passwords/passwords.ts';
import type { Work } from '../../work/work.ts';
import {
  checkEmail,
  checkMaps,
  checkPassword,
  checkProfile,
  checkStatusText,
  checkUsername,
  isPermittedDomain,
} from './check-user.ts';
import { anyPersonExists, groupNameExists, userById } from './queries/read.ts';
import { insertUser, lockFirstAccount, type NewUserRow } from './queries/write.ts';
import { ownView } from './user-row.ts';

/** A new account that was checked and whose password is hashed, but which is not stored yet. */
export type PreparedUser = NewUserRow;

/** What administrators may set beside what everybody may. */
export interface NewUserByAdmin extends NewUser {
  email_verified?: boolean;
}

const defaultNotifyProps: Readonly<Record<string, string>> = {
  email: 'true',
  push: 'mention',
  desktop: 'mention',
  desktop_sound: 'true',
  mention_keys: '',
  channel: 'true',
  push_status: 'online',
  comments: 'never',
  first_name: 'false',
  desktop_threads: 'all',
  email_threads: 'all',
  push_threads: 'all',
};

const ssoServices = new Set(['gitlab', 'google', 'office365', 'openid', 'saml', 'ldap']);

/**
 * Wire: tools name the service `email` for an account with a password, which is the empty service.
 * Slow, because it hashes the password: call it before the transaction. Throws 400 for what is wrong.
 */
export async function prepareUser(
  call: WorkOfRequest<Session | undefined>,
  wanted: NewUserByAdmin,
  byAdmin: boolean,
): Promise<PreparedUser> {
  const { config, services } = call;
  const auth_service = byAdmin && wanted.auth_service !== 'email' ? (wanted.auth_service ?? '') : '';
  const row: PreparedUser = {
    id: newId(),
    // Wire: who gives no username gets one that nobody else can have.
    username: wanted.username.trim().toLowerCase() || newId(),
    email: wanted.email.trim().toLowerCase(),
    password: '',
    auth_service,
    auth_data: auth_service === '' ? null : (wanted.auth_data ?? ''),
    nickname: wanted.nickname ?? '',
    first_name: wanted.first_name ?? '',
    last_name: wanted.last_name ?? '',
    position: wanted.position ?? '',
    roles: 'system_user',
    locale: wanted.locale || config.LocalizationSettings.DefaultClientLocale,
    email_verified: byAdmin && (wanted.email_verified ?? false),
    props: wanted.props ?? {},
    notify_props: { ...defaultNotifyProps, ...definedValues(wanted.notify_props) },
    timezone: {
      useAutomaticTimezone: 'true',
      automaticTimezone: '',
      manualTimezone: '',
      ...definedValues(wanted.timezone),
    },
  };
  if (!isPermittedDomain(row.email, config.TeamSettings.RestrictCreationToDomains))
    throw new AppError('api.user.create_user.accepted_domain.app_error');
  checkUsername(row.username);
  checkEmail(row.email);
  checkProfile(row);
  const { props, notify_props, timezone } = row;
  checkMaps({ props, notify_props, timezone });
  checkStatusText(props, {});
  if (auth_service === '') {
    checkPassword(wanted.password, config.PasswordSettings);
    row.password = await hashPassword(
      wanted.password,
      services.capabilities.passwordFormat,
      call.session?.user_id ?? callerOf(call.request.ip),
    );
  } else if (!ssoServices.has(auth_service) || row.auth_data === '' || wanted.password !== '')
    throw new AppError('model.user.is_valid.auth_data.app_error');
  return row;
}

/** How far a caller is let in. */
export interface Admission {
  /** As the very first account, which administers the server. */
  mayBeFirst: boolean;
  /** As one of many. */
  mayFollow: boolean;
}

export const notInvited = (): AppError =>
  new AppError('api.user.create_user.no_open_server', { remedy: 'Ask for an invitation link.' });

export const notSetUp = (): AppError =>
  new AppError('api.user.create_user.no_open_server', {
    remedy:
      'It has no account yet: open the address that the server prints at its start, in the line "Create the first account at …".',
  });

/**
 * Stores the account; the very first one becomes the system administrator, however many are made at once. 403 when
 * `admission` does not reach as far as that.
 */
export async function addUser(call: Work, user: PreparedUser, { mayBeFirst, mayFollow }: Admission): Promise<User> {
  const { db, now, emit } = call;
  let isFirst = !(await anyPersonExists(db));
  if (isFirst) {
    await lockFirstAccount(db);
    isFirst = !(await anyPersonExists(db));
  }
  if (isFirst && !mayBeFirst) throw notSetUp();
  if (!isFirst && !mayFollow) throw notInvited();
  if (await groupNameExists(db, user.username)) throw new AppError('app.user.save.username_exists.app_error');
  const roles = isFirst ? 'system_admin system_user' : user.roles;
  await insertUser(db, { ...user, roles }, now).catch((error: unknown) => {
    throw takenError(error) ?? error;
  });
  call.changed({ kind: 'person', user_id: user.id });
  emit('new_user', { user_id: user.id }, {}, user.id);
  const stored = await userById(db, user.id);
  if (!stored) throw new AppError('app.user.save.app_error', {}, '', 500);
  return ownView(stored);
}

/** What a unique violation means to the person; undefined when it was something else. */
export function takenError(error: unknown): AppError | undefined {
  if (!(error instanceof Error) || !('code' in error) || error.code !== '23505') return undefined;
  const constraint = 'constraint' in error ? String(error.constraint) : '';
  if (constraint.includes('username')) return new AppError('app.user.save.username_exists.app_error');
  if (constraint.includes('email')) return new AppError('app.user.save.email_exists.app_error');
  return new AppError('app.user.save.app_error', {}, constraint);
}

function definedValues(values: Readonly<Record<string, string | undefined>> = {}): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(values)) if (value !== undefined) result[name] = value;
  return result;
}
