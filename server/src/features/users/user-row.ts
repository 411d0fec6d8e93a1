/** A user as stored, and the three ways to show one: to himself, to administrators, and to everybody else. */
import type { User, UserTimezone } from '@innermost/protocol/users.ts';
import type { Directory } from '../../access/directory.ts';
import { hasInSystem } from '../../access/permission.ts';
import type { Session } from '../../access/session.ts';
import type { Config } from '../../platform/config/config.ts';
import type { StoredUser } from './queries/read.ts';

/** Who looks, and what the privacy settings hide from people who are no administrators. */
export interface Viewer {
  user_id: string;
  isAdmin: boolean;
  showEmail: boolean;
  showFullName: boolean;
}

export function viewerOf(call: { session: Session; directory: Directory; config: Config }): Viewer {
  const { ShowEmailAddress, ShowFullName } = call.config.PrivacySettings;
  return {
    user_id: call.session.user_id,
    isAdmin: hasInSystem(call.directory, call.session, 'manage_system'),
    showEmail: ShowEmailAddress,
    showFullName: ShowFullName,
  };
}

/** Text values only: adopted rows hold numbers, booleans and worse. */
export function textValues(value: unknown): Record<string, string> {
  const result: Record<string, string> = {};
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return result;
  for (const [name, entry] of Object.entries(value))
    if (typeof entry === 'string') result[name] = entry;
    else if (entry !== null && entry !== undefined) result[name] = JSON.stringify(entry);
  return result;
}

export const propsOf = (row: Pick<StoredUser, 'props'>): Record<string, string> => textValues(row.props);

/** Wire: as it is stored; one that was never set, or taken away by replacing the whole user, is empty. */
export const timezoneOf = (value: unknown): UserTimezone => textValues(value);

/** What is in every view of a user. */
function profile(row: StoredUser): User {
  const user: User = {
    id: row.id,
    create_at: row.create_at,
    update_at: row.update_at,
    delete_at: row.delete_at,
    username: row.username,
    auth_service: row.auth_service,
    email: row.email,
    nickname: row.nickname,
    first_name: row.first_name,
    last_name: row.last_name,
    position: row.position,
    roles: row.roles,
    locale: row.locale,
    timezone: timezoneOf(row.timezone),
    disable_welcome_email: false,
  };
  if (row.last_picture_update !== 0) user.last_picture_update = row.last_picture_update;
  const props = propsOf(row);
  if (Object.keys(props).length > 0) user.props = props;
  if (row.remote_id !== null) user.remote_id = row.remote_id;
  if (row.is_bot) {
    user.is_bot = true;
    user.bot_description = row.bot_description;
    user.bot_last_icon_update = row.bot_last_icon_update;
  }
  return user;
}

/** Wire: fields at their zero value are left out, as clients are used to. Never the password or the MFA secret. */
export function ownView(row: StoredUser): User {
  const user = profile(row);
  user.notify_props = textValues(row.notify_props);
  if (row.email_verified) user.email_verified = true;
  if (row.allow_marketing) user.allow_marketing = true;
  if (row.mfa_active) user.mfa_active = true;
  if (row.failed_attempts > 0) user.failed_attempts = row.failed_attempts;
  if (row.last_password_update > 0) user.last_password_update = row.last_password_update;
  return user;
}

/** Wire: when the person last changed the password is theirs to know. */
export function adminView(row: StoredUser): User {
  const { last_password_update: _, ...user } = ownView(row);
  return row.auth_data === '' ? user : { ...user, auth_data: row.auth_data };
}

export function publicView(row: StoredUser, shown: Pick<Viewer, 'showEmail' | 'showFullName'>): User {
  // How others sign in is nobody's business.
  const user = { ...profile(row), auth_data: '', auth_service: '' };
  if (!shown.showEmail) user.email = '';
  if (!shown.showFullName) {
    user.first_name = '';
    user.last_name = '';
  }
  return user;
}

/** Wire: in lists, administrators see themselves as they see everybody else. */
export const listedFor = (viewer: Viewer, row: StoredUser): User =>
  viewer.isAdmin ? adminView(row) : viewFor(viewer, row);

export function viewFor(viewer: Viewer, row: StoredUser): User {
  if (row.id === viewer.user_id) return ownView(row);
  return viewer.isAdmin ? adminView(row) : publicView(row, viewer);
}
