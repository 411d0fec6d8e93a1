import { z } from 'zod';
import { job } from '../../jobs/job.ts';
import { deleteOldPendingPosts } from './create/queries/pending.ts';

/** ms. A client whose outbox was quiet for longer has nothing to send again. */
const keptFor = 7 * 24 * 3_600_000;

/** Forgets which posts the sends of more than a week ago became. The posts stay. */
export const forgetOldSends = job('forget-old-sends', {
  args: z.object({}),
  every: { hours: 1 },
  priority: 'low',
  async run({ db, now }) {
    await deleteOldPendingPosts(db, { before: now - keptFor });
  },
});

export const postJobs = [forgetOldSends];
