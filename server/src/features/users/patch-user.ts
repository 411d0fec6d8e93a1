import type { patchUser, updateUser, User, UserPatch } from '@innermost/protocol/users.ts';
import { hasInSystem } from '../../access/permission.ts';
import type { OfUser } from '../../access/scopes/user.ts';
import type { Call, CallWithoutTransaction, WorkOfSession } from '../../endpoint/endpoint.ts';
import { AppError, forbidden, invalidBody } from '../../platform/http/errors.ts';
import { changeUser } from './change-user.ts';
import { checkOwnPassword } from './own-password.ts';
import {
  checkEmail,
  checkMaps,
  checkProfile,
  checkStatusText,
  checkUsername,
  isPermittedDomain,
} from './check-user.ts';
import { outOfOffice, switchesOutOfOffice } from './out-of-office.ts';
import { groupNameExists, userById, type StoredUser } from './queries/read.ts';
import type { UserChange } from './queries/write.ts';
import { ownView, propsOf, textValues, viewerOf, viewFor } from './user-row.ts';

type Patching = Call<typeof patchUser, OfUser> | Call<typeof updateUser, OfUser>;
type Open = CallWithoutTransaction<typeof patchUser, OfUser> | CallWithoutTransaction<typeof updateUser, OfUser>;

/** System administrators are changed by their like only, whatever other rights somebody has. */
export function checkMayChange({ services, session }: WorkOfSession, user: StoredUser): void {
  if (user.id === session.user_id || !user.roles.split(' ').includes('system_admin')) return;
  if (!hasInSystem(services.directory, session, 'manage_system')) throw forbidden('manage_system');
}

async function checkedUsername({ db }: Patching, user: StoredUser, wanted: string): Promise<string> {
  const username = wanted.trim().toLowerCase();
  if (username === user.username) return username;
  checkUsername(username);
  if (await groupNameExists(db, username)) throw new AppError('app.user.save.username_exists.app_error');
  return username;
}

/** A new address of one's own wants the password: whoever controls the address controls the account. */
async function checkedEmail(call: Patching, user: StoredUser, wanted: string): Promise<string> {
  const { body, config, session } = call;
  const email = wanted.trim().toLowerCase();
  if (email === user.email) return email;
  if (user.auth_service !== '') throw new AppError('api.user.patch_user.login_provider_attribute_set.app_error');
  checkEmail(email);
  if (!isPermittedDomain(email, config.TeamSettings.RestrictCreationToDomains))
    throw new AppError('api.user.update_user.accepted_domain.app_error');
  if (user.id === session.user_id) {
    const password = body.password ?? body.current_password;
    if (!password) throw invalidBody('password');
    await checkOwnPassword(call, user, password);
  }
  return email;
}

async function changeOf(call: Patching, user: StoredUser, wanted: UserPatch): Promise<UserChange> {
  const { nickname, first_name, last_name, position, locale } = wanted;
  // Clients send the whole profile back, and what an adopted database holds may be kept.
  const changed = (field: 'nickname' | 'first_name' | 'last_name' | 'position'): string => {
    const text = wanted[field] ?? '';
    return text === user[field] ? '' : text;
  };
  checkProfile({
    nickname: changed('nickname'),
    first_name: changed('first_name'),
    last_name: changed('last_name'),
    position: changed('position'),
    locale: locale ?? '',
  });
  const change: UserChange = {};
  if (nickname !== undefined) change.nickname = nickname;
  if (first_name !== undefined) change.first_name = first_name;
  if (last_name !== undefined) change.last_name = last_name;
  if (position !== undefined) change.position = position;
  if (locale) change.locale = locale;
  const maps = {
    props: wanted.props && textValues(wanted.props),
    notify_props: wanted.notify_props && textValues(wanted.notify_props),
    timezone: wanted.timezone && textValues(wanted.timezone),
  };
  checkMaps(maps);
  checkStatusText(maps.props ?? {}, propsOf(user));
  if (maps.props) change.props = maps.props;
  if (maps.notify_props) change.notify_props = maps.notify_props;
  if (maps.timezone) change.timezone = maps.timezone;
  if (wanted.username !== undefined) change.username = await checkedUsername(call, user, wanted.username);
  if (wanted.email !== undefined) {
    const email = await checkedEmail(call, user, wanted.email);
    // One that stays is not written: in the meantime it may have been changed, with the password.
    if (email !== user.email) Object.assign(change, { email, email_verified: false });
  }
  return change;
}

async function userToChange(call: Patching): Promise<StoredUser> {
  const user = await userById(call.db, call.granted.user_id);
  if (!user) throw new AppError('app.user.missing_account.const');
  checkMayChange(call, user);
  return user;
}

/** Everything is checked before the transaction, for checking a password takes long. */
async function apply(call: Open, wanted: UserPatch, besides: UserChange = {}): Promise<User> {
  const change = await changeOf(call, await userToChange(call), wanted);
  return call.transaction([call.granted.user_id], (work) => store({ ...call, ...work }, change, besides));
}

async function store(call: Patching, change: UserChange, besides: UserChange): Promise<User> {
  const { services } = call;
  const user = await userToChange(call);
  // That a person is another server's is not for clients to change.
  const changed = await changeUser(call, user.id, user.remote_id ? change : { ...change, ...besides });
  const is_out = switchesOutOfOffice(
    ownView(user).notify_props ?? {},
    ownView(changed).notify_props ?? {},
    call.config,
  );
  if (is_out !== undefined) call.tell(outOfOffice, { user_id: user.id, is_out });
  return viewFor(viewerOf({ ...call, directory: services.directory }), changed);
}

/** Changes the fields that are given. Maps (props, notify_props, timezone) are replaced whole. */
export function changeFields(call: CallWithoutTransaction<typeof patchUser, OfUser>): Promise<User> {
  return apply(call, call.body);
}

/** Wire: the whole user; what is left out becomes empty, but for the name, the address and `notify_props`. */
export function replaceUser(call: CallWithoutTransaction<typeof updateUser, OfUser>): Promise<User> {
  const { body, granted } = call;
  if (body.id !== granted.user_id) throw invalidBody('user_id');
  if (!body.username) throw invalidBody('username');
  if (!body.email) throw invalidBody('email');
  const empty = { nickname: '', first_name: '', last_name: '', position: '', props: {}, timezone: {} };
  return apply(call, { ...empty, ...body }, { remote_id: null });
}
