import { z } from 'zod';
import { job } from '../../jobs/job.ts';
import { deleteFinished, refreshView, shownViews } from './queries.ts';

const day = 24 * 3_600_000;

/** Forgets shown jobs that ended so many days ago as `CleanupJobsThresholdDays` says. */
export const forgetFinishedJobs = job('forget-finished-jobs', {
  args: z.object({}),
  every: { hours: 24 },
  priority: 'low',
  async run({ config, db, now }) {
    const days = config.JobSettings.CleanupJobsThresholdDays;
    if (days >= 0) await deleteFinished(db, { before: now - days * day });
  },
});

/**
 * Wire: an administrator may ask for it. The views are upstream's, for its figures of use; each is its own statement, since
 * one takes as long as reading all posts. A view that this database lacks, or that another role owns, fails the job.
 */
export const refreshViews = job('refresh-views', {
  args: z.object({}),
  shownAs: 'refresh_materialized_views',
  serial: 'refresh-views',
  retry: { attempts: 1 },
  patience: 3 * 3_600_000,
  transaction: 'none',
  because: 'each view is refreshed by a statement of its own, and refreshing one again changes nothing',
  async run(w) {
    for (const [index, view] of shownViews.entries()) {
      w.signal.throwIfAborted();
      await refreshView(w.db, view);
      await w.progress(((index + 1) / shownViews.length) * 100);
    }
  },
});

export const ownJobs = [forgetFinishedJobs, refreshViews];
