/** The one way in which a stored user changes: the row, the caches, and what clients hear. */
import { AppError } from '../../platform/http/errors.ts';
import type { Work } from '../../work/work.ts';
import { takenError } from './add-user.ts';
import { userById, type StoredUser } from './queries/read.ts';
import { updateUserRow, type UserChange } from './queries/write.ts';
import { adminView, ownView, publicView } from './user-row.ts';

/** Stores without a word to clients. 400 when the new name or address is taken, 404 when the user is gone. */
export async function storeChange(call: Work, userId: string, change: UserChange): Promise<StoredUser> {
  const { db, now } = call;
  await updateUserRow(db, userId, change, now).catch((error: unknown) => {
    throw takenError(error) ?? error;
  });
  call.changed({ kind: 'person', user_id: userId });
  const stored = await userById(db, userId);
  if (!stored) throw new AppError('app.user.missing_account.const');
  return stored;
}

/** Wire: three copies, for administrators, for everybody else, and for the person himself. */
export async function changeUser(call: Work, userId: string, change: UserChange): Promise<StoredUser> {
  const user = await storeChange(call, userId, change);
  const omit_users = [user.id];
  call.emit('user_updated', { user: adminView(user) }, { omit_users, contains_sensitive_data: true }, user.id);
  call.emit('user_updated', { user: sanitized(call, user) }, { omit_users, contains_sanitized_data: true }, user.id);
  call.emit('user_updated', { user: ownView(user) }, { user_id: user.id });
  return user;
}

/** Wire: for pictures and activation one copy, without what privacy settings hide, to everybody. */
export async function changeUserInPublic(call: Work, userId: string, change: UserChange): Promise<StoredUser> {
  const user = await storeChange(call, userId, change);
  call.emit('user_updated', { user: sanitized(call, user) }, {}, user.id);
  return user;
}

function sanitized({ config }: Work, user: StoredUser) {
  const { ShowEmailAddress, ShowFullName } = config.PrivacySettings;
  return publicView(user, { showEmail: ShowEmailAddress, showFullName: ShowFullName });
}
