import { AppError } from '../../platform/http/errors.ts';
import type { WorkOfRequest } from '../../endpoint/endpoint.ts';
import { verifyPassword } from '../../platform/passwords/passwords.ts';
import { beginGuess, nameOfId } from './guesses.ts';
import { passwordOf, type StoredUser } from './queries/read.ts';

/**
 * For changes that the session alone must not allow. 400 when the password is wrong, which is counted as a guess, and
 * 401 when there were too many of them from this address.
 */
export async function checkOwnPassword(
  call: WorkOfRequest,
  user: Pick<StoredUser, 'id' | 'username'>,
  password: string,
): Promise<void> {
  const { db, services, session } = call;
  const guess = beginGuess(call, nameOfId(user.id));
  try {
    const stored = await passwordOf(db, user.id);
    if (await verifyPassword(password, stored, services.capabilities.passwordFormat, session.user_id)) {
      guess.succeeded();
      return;
    }
    guess.failed(user);
    throw new AppError('api.user.update_password.incorrect.app_error');
  } finally {
    guess.withdraw();
  }
}
