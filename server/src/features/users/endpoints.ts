import type { BodyOf } from '@innermost/protocol/route.ts';
import {
  autocompleteUsers,
  countUsers,
  deactivateUser,
  deleteUserImage,
  eraseAllUsers,
  getDefaultUserImage,
  getKnownUsers,
  getUser,
  getUserByEmail,
  getUserByUsername,
  getUserChannelGroups,
  getUserImage,
  getUsersByIds,
  getUsersByUsernames,
  getUserStats,
  listUsers,
  patchUser,
  resetFailedAttempts,
  searchUsers,
  setUserActive,
  setUserImage,
  setUserRoles,
  updateUser,
  verifyUserEmailWithoutToken,
} from '@innermost/protocol/users.ts';
import { can, inSystem, signedIn } from '../../access/can.ts';
import { selfOr } from '../../access/scopes/user.ts';
import { endpoint, readsOnly } from '../../endpoint/endpoint.ts';
import { inLaneOfUser } from '../../endpoint/lanes.ts';
import { form } from '../../endpoint/reads.ts';
import type { Config } from '../../platform/config/config.ts';
import { AppError } from '../../platform/http/errors.ts';
import {
  body,
  flag,
  object,
  optionalFlag,
  optionalInteger,
  optionalText,
  optionalTextList,
  text,
  textList,
  textMap,
} from '../../platform/http/fields.ts';
import { deactivate, maySetActive, setActive } from './activate.ts';
import { confirmAddress } from './confirm-address.ts';
import { eraseEverybody } from './erase-everybody.ts';
import { complete, search } from './find-users.ts';
import { showUser, showUserByEmail, showUserByUsername } from './get-user.ts';
import { filteredTotal, pageOfUsers, totalUsers } from './list-users.ts';
import { knownUsers, membersOfGroups, usersOfIds, usersOfUsernames } from './many-users.ts';
import { changeFields, replaceUser } from './patch-user.ts';
import { replaceRoles } from './set-roles.ts';
import { resetAttempts } from './unlock.ts';
import { removeImage, setImage, showImage, showStandardImage } from './picture.ts';

const texts = textList();

const fields = {
  username: optionalText(),
  email: optionalText(),
  password: optionalText(),
  current_password: optionalText(),
  nickname: optionalText(),
  first_name: optionalText(),
  last_name: optionalText(),
  position: optionalText(),
  locale: optionalText(),
  props: textMap(),
  notify_props: textMap(),
  timezone: textMap(),
};

const searchTerms = body<BodyOf<typeof searchUsers>>({
  term: text(),
  team_id: optionalText(),
  not_in_team_id: optionalText(),
  in_channel_id: optionalText(),
  not_in_channel_id: optionalText(),
  in_group_id: optionalText(),
  allow_inactive: optionalFlag(),
  without_team: optionalFlag(),
  limit: optionalInteger(),
  role: optionalText(),
  roles: optionalTextList(),
});

/** A new address wants the password, and hashing takes long. */
const afterHashing = {
  transaction: 'none',
  because: 'a password may be hashed before the transaction begins, which takes long',
} as const;

const largest = (config: Config): number => config.FileSettings.MaxFileSize;
const tooLarge = (limit: number) => new AppError('api.user.upload_profile_user.too_large.app_error', { limit });
const withFiles = { transaction: 'none', because: 'the picture is in the file store, which takes long' } as const;

export const userEndpoints = [
  endpoint(listUsers, { onSocket: 'local', access: signedIn(), handle: pageOfUsers }),
  endpoint(getUser, { mfaExempt: 'me', onSocket: 'local', access: signedIn(), handle: showUser }),
  endpoint(getUserByUsername, { onSocket: 'local', access: signedIn(), handle: showUserByUsername }),
  endpoint(getUserByEmail, { onSocket: 'local', access: signedIn(), handle: showUserByEmail }),
  endpoint(getUsersByIds, {
    onSocket: 'local',
    access: signedIn(),
    body: texts,
    bodyName: 'user_ids',
    ...readsOnly,
    handle: usersOfIds,
  }),
  endpoint(getUsersByUsernames, {
    access: signedIn(),
    body: texts,
    bodyName: 'usernames',
    ...readsOnly,
    handle: usersOfUsernames,
  }),
  endpoint(getKnownUsers, { access: signedIn(), handle: knownUsers }),
  endpoint(getUserChannelGroups, {
    access: signedIn(),
    body: texts,
    bodyName: 'group_channel_ids',
    ...readsOnly,
    handle: membersOfGroups,
  }),
  endpoint(searchUsers, { access: signedIn(), body: searchTerms, bodyName: 'props', ...readsOnly, handle: search }),
  endpoint(autocompleteUsers, { access: signedIn(), handle: complete }),
  endpoint(getUserStats, { access: signedIn(), handle: totalUsers }),
  endpoint(countUsers, { access: can('manage_system', inSystem()), handle: filteredTotal }),
  endpoint(patchUser, {
    access: selfOr('edit_other_users', ({ params }) => params.user_id),
    body: body(fields),
    bodyName: 'user',
    ...afterHashing,
    handle: changeFields,
  }),
  endpoint(updateUser, {
    onSocket: 'local',
    access: selfOr('edit_other_users', ({ params }) => params.user_id),
    body: body({ id: text(), ...fields }),
    bodyName: 'user',
    ...afterHashing,
    handle: replaceUser,
  }),
  endpoint(setUserActive, {
    onSocket: 'local',
    access: maySetActive,
    body: object({ active: flag() }),
    bodyName: 'active',
    ...inLaneOfUser,
    handle: setActive,
  }),
  endpoint(deactivateUser, {
    onSocket: 'local',
    access: selfOr('edit_other_users', ({ params }) => params.user_id),
    ...inLaneOfUser,
    handle: deactivate,
  }),
  endpoint(eraseAllUsers, {
    onSocket: 'local-only',
    access: can('manage_system', inSystem()),
    transaction: 'none',
    because: 'a second transaction removes what was under way during the first',
    handle: eraseEverybody,
  }),
  endpoint(setUserRoles, {
    onSocket: 'local',
    access: can('manage_roles', inSystem()),
    body: object({ roles: text() }),
    bodyName: 'roles',
    lanes: ({ params }) => [params.user_id],
    handle: replaceRoles,
  }),
  endpoint(resetFailedAttempts, {
    onSocket: 'control',
    access: can('sysconsole_write_user_management_users', inSystem()),
    transaction: 'none',
    because: 'it is logged when it is done',
    handle: resetAttempts,
  }),
  endpoint(verifyUserEmailWithoutToken, {
    onSocket: 'local',
    access: can('manage_system', inSystem()),
    lanes: ({ params }) => [params.user_id],
    handle: confirmAddress,
  }),
  endpoint(getUserImage, { csrfExempt: true, access: signedIn(), handle: showImage }),
  endpoint(getDefaultUserImage, { csrfExempt: true, access: signedIn(), handle: showStandardImage }),
  endpoint(setUserImage, {
    audit: 'others',
    access: selfOr('edit_other_users', ({ params }) => params.user_id),
    body: form({ fields: object({}), file: { limit: largest, most: 10, tooLarge } }),
    ...withFiles,
    handle: setImage,
  }),
  endpoint(deleteUserImage, {
    audit: 'others',
    access: selfOr('edit_other_users', ({ params }) => params.user_id),
    ...withFiles,
    handle: removeImage,
  }),
];
