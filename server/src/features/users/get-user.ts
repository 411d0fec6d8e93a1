import { wireVersion } from '@innermost/protocol/limits.ts';
import type { getUser, getUserByEmail, getUserByUsername, User } from '@innermost/protocol/users.ts';
import type { Call } from '../../endpoint/endpoint.ts';
import { notModified } from '../../endpoint/run.ts';
import { AppError, invalidUrl } from '../../platform/http/errors.ts';
import type { HttpReply } from '../../platform/http/message.ts';
import { userByEmail, userById, userByUsername, type StoredUser } from './queries/read.ts';
import { checkMaySee } from './visibility.ts';
import { viewerOf, viewFor, type Viewer } from './user-row.ts';

type AnyGet = Call<typeof getUser> | Call<typeof getUserByUsername> | Call<typeof getUserByEmail>;

/** Changes with the user, and with what the viewer may see of them. Failed attempts leave `update_at` as it is. */
function etagOf(row: StoredUser, viewer: Viewer): string {
  const view = row.id === viewer.user_id ? 'own' : viewer.isAdmin ? 'admin' : 'public';
  const attempts = view === 'public' || row.failed_attempts === 0 ? [] : [row.failed_attempts];
  return [
    wireVersion,
    row.id,
    row.update_at,
    row.bot_last_icon_update,
    view,
    viewer.showFullName,
    viewer.showEmail,
    ...attempts,
  ].join('.');
}

async function show(call: AnyGet, row: StoredUser | undefined): Promise<User | HttpReply> {
  if (!row) throw new AppError('app.user.missing_account.const');
  await checkMaySee(call, row.id);
  const viewer = viewerOf({ ...call, directory: call.services.directory });
  return call.matches(etagOf(row, viewer)) ? notModified() : viewFor(viewer, row);
}

export async function showUser(call: Call<typeof getUser>): Promise<User | HttpReply> {
  return show(call, await userById(call.db, call.params.user_id));
}

export async function showUserByUsername(call: Call<typeof getUserByUsername>): Promise<User | HttpReply> {
  const row = await userByUsername(call.db, call.params.username.toLowerCase());
  if (!row) throw new AppError('app.user.get_by_username.app_error');
  return show(call, row);
}

/** 403 where addresses are hidden, so that nobody learns by asking whose address it is. */
export async function showUserByEmail(call: Call<typeof getUserByEmail>): Promise<User | HttpReply> {
  const viewer = viewerOf({ ...call, directory: call.services.directory });
  if (!viewer.isAdmin && !viewer.showEmail) throw new AppError('api.user.get_user_by_email.permissions.app_error');
  const email = call.params.email.toLowerCase();
  if (!email.includes('@')) throw invalidUrl('email');
  return show(call, await userByEmail(call.db, email));
}
