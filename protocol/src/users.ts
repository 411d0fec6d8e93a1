import { route, type StatusOk } from './route.ts';

export interface UserNotifyProps {
  email?: string;
  push?: string;
  desktop?: string;
  desktop_sound?: string;
  mention_keys?: string;
  channel?: string;
  push_status?: string;
  comments?: string;
  first_name?: string;
  desktop_threads?: string;
  email_threads?: string;
  push_threads?: string;
  [key: string]: string | undefined;
}

/** Empty for whoever never set one. */
export interface UserTimezone {
  useAutomaticTimezone?: string;
  automaticTimezone?: string;
  manualTimezone?: string;
  [key: string]: string | undefined;
}

/** A user as others see it; the fields left out for others are optional. Times in ms. */
export interface User {
  id: string;
  create_at: number;
  update_at: number;
  delete_at: number;
  username: string;
  auth_data?: string;
  auth_service: string;
  email: string;
  email_verified?: boolean;
  nickname: string;
  first_name: string;
  last_name: string;
  position: string;
  roles: string;
  allow_marketing?: boolean;
  props?: Record<string, string>;
  notify_props?: UserNotifyProps;
  last_password_update?: number;
  last_picture_update?: number;
  failed_attempts?: number;
  locale: string;
  timezone?: UserTimezone;
  mfa_active?: boolean;
  remote_id?: string;
  is_bot?: boolean;
  bot_description?: string;
  bot_last_icon_update?: number;
  terms_of_service_id?: string;
  terms_of_service_create_at?: number;
  disable_welcome_email: boolean;
}

export interface NewUser {
  /** Never to be given; refused. */
  id?: string;
  email: string;
  username: string;
  password: string;
  first_name?: string;
  last_name?: string;
  nickname?: string;
  position?: string;
  locale?: string;
  auth_service?: string;
  auth_data?: string;
  /** Counts only where an administrator makes the account. */
  email_verified?: boolean;
  props?: Record<string, string>;
  notify_props?: UserNotifyProps;
  timezone?: Partial<UserTimezone>;
}

export interface UserPatch {
  username?: string;
  password?: string;
  current_password?: string;
  nickname?: string;
  first_name?: string;
  last_name?: string;
  position?: string;
  email?: string;
  props?: Record<string, string>;
  notify_props?: UserNotifyProps;
  locale?: string;
  timezone?: Partial<UserTimezone>;
}

export interface Login {
  login_id?: string;
  id?: string;
  password?: string;
  token?: string;
  device_id?: string;
  deviceId?: string;
}

/** A session as listed to its owner: the token is never shown. */
export interface SessionInfo {
  id: string;
  token: string;
  create_at: number;
  expires_at: number;
  last_activity_at: number;
  user_id: string;
  device_id: string;
  roles: string;
  is_oauth: boolean;
  expired_notify: boolean;
  props: Record<string, string>;
  team_members: unknown[];
  local: boolean;
  /** The session that asks: this device. Innermost's own field. */
  is_current?: boolean;
}

export interface UserAutocomplete {
  users: User[];
  out_of_channel?: User[];
}

export interface UserSearch {
  term: string;
  team_id?: string;
  not_in_team_id?: string;
  in_channel_id?: string;
  not_in_channel_id?: string;
  in_group_id?: string;
  allow_inactive?: boolean;
  without_team?: boolean;
  limit?: number;
  role?: string;
  roles?: string[];
}

export const createUser = route('POST', '/api/v4/users').takes<NewUser>().asks<'t' | 'iid' | 'r'>().returns<User>();
/** On local sockets only: all accounts, for good, with everything of theirs. */
export const eraseAllUsers = route('DELETE', '/api/v4/users').returns<StatusOk>();
export const listUsers = route('GET', '/api/v4/users')
  .asks<
    | 'page'
    | 'per_page'
    | 'in_team'
    | 'not_in_team'
    | 'in_channel'
    | 'not_in_channel'
    | 'in_group'
    | 'without_team'
    | 'active'
    | 'inactive'
    | 'role'
    | 'roles'
    | 'team_roles'
    | 'channel_roles'
    | 'sort'
  >()
  .returns<User[]>();
export const login = route('POST', '/api/v4/users/login').takes<Login>().returns<User>();
export const logout = route('POST', '/api/v4/users/logout').returns<StatusOk>();
export const getUser = route('GET', '/api/v4/users/:user_id').returns<User>();
export const getUserByUsername = route('GET', '/api/v4/users/username/:username').returns<User>();
export const getUserByEmail = route('GET', '/api/v4/users/email/:email').returns<User>();
export const getUsersByIds = route('POST', '/api/v4/users/ids').takes<string[]>().asks<'since'>().returns<User[]>();
export const getUsersByUsernames = route('POST', '/api/v4/users/usernames').takes<string[]>().returns<User[]>();
export const searchUsers = route('POST', '/api/v4/users/search').takes<UserSearch>().returns<User[]>();
export const autocompleteUsers = route('GET', '/api/v4/users/autocomplete')
  .asks<'name' | 'in_team' | 'in_channel' | 'limit'>()
  .returns<UserAutocomplete>();
export const updateUser = route('PUT', '/api/v4/users/:user_id').takes<UserPatch & { id: string }>().returns<User>();
export const patchUser = route('PUT', '/api/v4/users/:user_id/patch').takes<UserPatch>().returns<User>();
export const setUserActive = route('PUT', '/api/v4/users/:user_id/active')
  .takes<{ active: boolean }>()
  .returns<StatusOk>();
export const deactivateUser = route('DELETE', '/api/v4/users/:user_id').asks<'permanent'>().returns<StatusOk>();
export const changePassword = route('PUT', '/api/v4/users/:user_id/password')
  .takes<{ current_password?: string; new_password: string }>()
  .returns<StatusOk>();
export const setUserRoles = route('PUT', '/api/v4/users/:user_id/roles').takes<{ roles: string }>().returns<StatusOk>();
/** The fields of the form, whose file is named `image`: none. */
type PictureFields = Record<never, never>;

export const getUserImage = route('GET', '/api/v4/users/:user_id/image').returns<Uint8Array>();
export const setUserImage = route('POST', '/api/v4/users/:user_id/image')
  .takesForm<PictureFields>()
  .returns<StatusOk>();
export const deleteUserImage = route('DELETE', '/api/v4/users/:user_id/image').returns<StatusOk>();
export const getKnownUsers = route('GET', '/api/v4/users/known').returns<string[]>();
export const getUserStats = route('GET', '/api/v4/users/stats').returns<{ total_users_count: number }>();
/** Counts of active people; bots and deactivated accounts on demand. */
export const countUsers = route('GET', '/api/v4/users/stats/filtered')
  .asks<'in_team' | 'in_channel' | 'include_deleted' | 'include_bots' | 'roles' | 'team_roles' | 'channel_roles'>()
  .returns<{ total_users_count: number }>();
export const getDefaultUserImage = route('GET', '/api/v4/users/:user_id/image/default').returns<Uint8Array>();
/** Opens an account that was locked after failed attempts. */
export const resetFailedAttempts = route('POST', '/api/v4/users/:user_id/reset_failed_attempts').returns<StatusOk>();
/** An administrator vouches for an address, where no mail can. */
export const verifyUserEmailWithoutToken = route('POST', '/api/v4/users/:user_id/email/verify/member').returns<User>();
/** The other members, by channel. */
export const getUserChannelGroups = route('POST', '/api/v4/users/group_channels')
  .takes<string[]>()
  .returns<Record<string, User[]>>();

/** An entry of the audit log. `create_at` in ms. */
export interface Audit {
  id: string;
  create_at: number;
  user_id: string;
  action: string;
  extra_info: string;
  ip_address: string;
  session_id: string;
}
export const getUserAudits = route('GET', '/api/v4/users/:user_id/audits')
  .asks<'page' | 'per_page'>()
  .returns<Audit[]>();

export const getSessions = route('GET', '/api/v4/users/:user_id/sessions').returns<SessionInfo[]>();
export const revokeSession = route('POST', '/api/v4/users/:user_id/sessions/revoke')
  .takes<{ session_id: string }>()
  .returns<StatusOk>();
export const revokeAllSessions = route('POST', '/api/v4/users/:user_id/sessions/revoke/all').returns<StatusOk>();
/** Everybody's, on the whole server. */
export const revokeEverySession = route('POST', '/api/v4/users/sessions/revoke/all').returns<StatusOk>();
export const attachDevice = route('PUT', '/api/v4/users/sessions/device')
  .takes<{
    device_id?: string;
    device_notification_disabled?: string;
    mobile_version?: string;
    voip_device_id?: string;
  }>()
  .returns<StatusOk>();

export interface UserEvents {
  new_user: { user_id: string };
  user_updated: { user: User };
  user_role_updated: { user_id: string; roles: string };
  user_activation_status_change: Record<string, never>;
}
