import { AppError } from '../../platform/http/errors.ts';
import type { AnyRoute } from '@innermost/protocol/route.ts';
import type { Call } from '../../endpoint/endpoint.ts';
import { verifyPassword } from '../../platform/passwords/passwords.ts';
import { passwordOf, type StoredUser } from './queries/read.ts';
import { countFailedAttempt } from './queries/write.ts';

/**
 * For changes that the session alone must not allow. 400 when the password is wrong, which counts towards the lock,
 * 401 when the account is locked.
 */
export async function checkOwnPassword(
  { config, services }: Pick<Call<AnyRoute>, 'config' | 'services'>,
  user: Pick<StoredUser, 'id' | 'failed_attempts'>,
  password: string,
): Promise<void> {
  const { db } = services.database;
  if (user.failed_attempts >= config.ServiceSettings.MaximumLoginAttempts)
    throw new AppError('api.user.check_user_login_attempts.too_many.app_error', 401);
  const stored = await passwordOf(db, user.id);
  if (await verifyPassword(password, stored, services.capabilities.passwordFormat)) return;
  await countFailedAttempt(db, user.id);
  throw new AppError('api.user.update_password.incorrect.app_error', 400);
}
