/** Erases all accounts for good, with everything of theirs. Teams and their channels stay, empty. */
import type { StatusOk } from '@innermost/protocol/route.ts';
import type { eraseAllUsers } from '@innermost/protocol/users.ts';
import type { CallWithoutTransaction } from '../../endpoint/endpoint.ts';
import { AppError } from '../../platform/http/errors.ts';
import { jobTopic } from '../../work/job-topic.ts';
import { endEverySession } from '../sessions/index.ts';
import { eraseEverything, eraseLeftovers } from './queries/erase.ts';

/** What people left outside the database, up to a time in ms, has to go, too. */
export const everybodyErased = jobTopic<{ before: number }>();

/** PostgreSQL's codes: a lock did not come in time, and two waited for each other. */
const inUse = new Set(['55P03', '40P01']);

/**
 * One transaction. A second one removes what requests that were under way meanwhile wrote for people who were gone by
 * then. Wire: the switch that guards the erasing of one account guards this, too, and is answered 401.
 */
export async function eraseEverybody(call: CallWithoutTransaction<typeof eraseAllUsers>): Promise<StatusOk> {
  const { config, services, transaction } = call;
  if (!config.ServiceSettings.EnableAPIUserDeletion) throw new AppError('api.user.delete_user.not_enabled.app_error');
  services.log.warn('all accounts are being erased, as the operator of this machine asked');
  try {
    await transaction([], async (w) => {
      await endEverySession(w);
      await eraseEverything(w.db, services.capabilities);
      await everybodyErased.queue(w, { before: w.now });
      w.changed({ kind: 'everything', events_missed: false });
    });
  } catch (error) {
    if (error instanceof Error && 'code' in error && inUse.has(String(error.code)))
      throw new AppError('api.context.server_busy.app_error', {}, error.message);
    throw error;
  }
  await transaction([], ({ db }) => eraseLeftovers(db, services.capabilities));
  services.log.warn('all accounts were erased; the first one is made with the setup token that the next start prints');
  return { status: 'OK' };
}
