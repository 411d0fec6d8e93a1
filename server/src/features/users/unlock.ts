import type { StatusOk } from '@innermost/protocol/route.ts';
import type { resetFailedAttempts } from '@innermost/protocol/users.ts';
import type { CallWithoutTransaction } from '../../endpoint/endpoint.ts';
import type { Work } from '../../work/work.ts';
import { storeChange } from './change-user.ts';
import { forgiveGuesses } from './guesses.ts';
import type { StoredUser } from './queries/read.ts';

/**
 * Forgets the wrong guesses at an account, wherever they came from. 404 when there is no such account.
 * Wire: nobody is told.
 */
export async function unlockUser(call: Work, userId: string): Promise<StoredUser> {
  const user = await storeChange(call, userId, { failed_attempts: 0 });
  forgiveGuesses(call, user);
  return user;
}

export async function resetAttempts(call: CallWithoutTransaction<typeof resetFailedAttempts>): Promise<StatusOk> {
  const { params, request, services, session } = call;
  const user = await call.transaction([params.user_id], (w) => unlockUser(w, params.user_id));
  services.log.info({ user_id: user.id, by: session.user_id, ip: request.ip }, 'an account was unlocked');
  return { status: 'OK' };
}
