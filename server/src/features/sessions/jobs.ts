import { z } from 'zod';
import { job } from '../../jobs/job.ts';
import { deleteExpiredSessions } from './queries.ts';

/** ms. Sessions that ran out are of no use, but stay in the table until somebody takes them out. */
const keptFor = 24 * 3_600_000;
/** Rows a statement, so that none holds on to the table for long. */
const atATime = 1_000;

/** Takes out the sessions that ended more than a day ago. */
export const clearExpiredSessions = job('clear-expired-sessions', {
  args: z.object({}),
  every: { hours: 1 },
  priority: 'low',
  transaction: 'none',
  because: 'each statement takes a part and is its own transaction; a part that is gone stays gone',
  async run({ db, now, signal }) {
    while (!signal.aborted && (await deleteExpiredSessions(db, now - keptFor, atATime)) === atATime);
    signal.throwIfAborted();
  },
});

export const sessionJobs = [clearExpiredSessions];
