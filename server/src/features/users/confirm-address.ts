/** Whether people have confirmed their e-mail addresses, which a server may demand before they sign in. */
import type { User, verifyUserEmailWithoutToken } from '@innermost/protocol/users.ts';
import type { Call } from '../../endpoint/endpoint.ts';
import { AppError } from '../../platform/http/errors.ts';
import { changeUser } from './change-user.ts';
import { userById } from './queries/read.ts';
import { viewerOf, viewFor } from './user-row.ts';

/** An administrator vouches for the address of somebody whom no mail reaches. */
export async function confirmAddress(call: Call<typeof verifyUserEmailWithoutToken>): Promise<User> {
  const { db, params, services } = call;
  const user = await userById(db, params.user_id);
  if (!user) throw new AppError('app.user.missing_account.const');
  const confirmed = user.email_verified ? user : await changeUser(call, user.id, { email_verified: true });
  return viewFor(viewerOf({ ...call, directory: services.directory }), confirmed);
}
