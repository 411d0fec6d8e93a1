import type { StatusOk } from '@innermost/protocol/route.ts';
import type { resetFailedAttempts } from '@innermost/protocol/users.ts';
import type { Call } from '../../endpoint/endpoint.ts';
import { storeChange, type Changing } from './change-user.ts';
import { forgetGuesses } from './guesses.ts';
import type { StoredUser } from './queries/read.ts';

/**
 * Forgets the wrong guesses at an account, wherever they came from. 404 when there is no such account.
 * Wire: nobody is told.
 */
export async function unlockUser(call: Changing, userId: string): Promise<StoredUser> {
  const user = await storeChange(call, userId, { failed_attempts: 0 });
  call.afterCommit(() => forgetGuesses(call.services, user));
  return user;
}

export async function resetAttempts(call: Call<typeof resetFailedAttempts>): Promise<StatusOk> {
  const { request, services, session } = call;
  const user = await unlockUser(call, call.params.user_id);
  call.afterCommit(() =>
    services.log.info({ user_id: user.id, by: session.user_id, ip: request.ip }, 'an account was unlocked'),
  );
  return { status: 'OK' };
}
