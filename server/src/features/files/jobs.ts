/** What is cleared away: contents of what is gone, uploads that nobody ended, and files that no message took. */
import { z } from 'zod';
import { job } from '../../jobs/job.ts';
import { extractContent, readDocumentOfFile } from './documents/jobs.ts';
import { deleteLooseFiles } from './queries.ts';
import { deleteUploadsBefore } from './resumable/queries.ts';
import { removeForgottenContents } from './upkeep/forgotten.ts';
import { moveStoredFiles } from './upkeep/move.ts';
import { waitingFolder } from './upload/incoming-file.ts';

const hour = 3_600_000;
/** ms; upstream keeps loose files for ever. A message that somebody writes over night still finds its own. */
const looseFor = 24 * hour;
/** ms; files of longer ago were left by the server that this one took over, and stay. */
const sweptUpTo = 30 * looseFor;
/** ms; long enough to go on after a weekend. */
const uploadsKeptFor = 7 * 24 * hour;
const atATime = 200;

/** Removes contents that nothing leads to any more. `prefixes`: everything that begins so. */
export const removeFromStore = job('remove-from-file-store', {
  args: z.object({ paths: z.array(z.string()).default([]), prefixes: z.array(z.string()).default([]) }),
  transaction: 'none',
  because: 'nothing is written to the database, and what is removed already stays so',
  async run({ services: { files }, signal }, { paths, prefixes }) {
    for (const path of paths) {
      signal.throwIfAborted();
      await files.remove(path);
    }
    for (const prefix of prefixes)
      for await (const { path } of files.list(prefix)) {
        signal.throwIfAborted();
        await files.remove(path);
      }
  },
});

/** Takes out files that no message took within a day. What a draft or a scheduled message names is kept. */
export const sweepLooseFiles = job('sweep-loose-files', {
  args: z.object({}),
  every: { hours: 1 },
  priority: 'low',
  transaction: 'none',
  because: 'each part is its own transaction; a part that is gone stays gone',
  async run({ now, signal, services: { files }, ...call }) {
    for (let count = atATime; count === atATime;) {
      signal.throwIfAborted();
      count = await call.transaction([], async (w) => {
        const range = { after: now - sweptUpTo, before: now - looseFor, most: atATime };
        const gone = await deleteLooseFiles(w.db, range);
        const paths = gone.flatMap(({ path, thumbnail_path, preview_path }) => [path, thumbnail_path, preview_path]);
        if (gone.length > 0) await w.job(removeFromStore, { paths: paths.filter((path) => path !== '') });
        return gone.length;
      });
    }
    // Files whose form never said where they belong.
    for await (const { path, modified_at } of files.list(waitingFolder)) {
      signal.throwIfAborted();
      if (modified_at < now - looseFor) await files.remove(path);
    }
  },
});

/** Takes out resumable uploads that were begun a week ago and never ended. */
export const sweepUploads = job('sweep-uploads', {
  args: z.object({}),
  every: { hours: 1 },
  priority: 'low',
  async run(w) {
    const gone = await deleteUploadsBefore(w.db, { before: w.now - uploadsKeptFor, most: atATime });
    const prefixes = gone.map(({ path }) => path).filter((path) => path !== '');
    if (prefixes.length > 0) await w.job(removeFromStore, { prefixes });
  },
});

export const fileJobs = [
  removeFromStore,
  sweepLooseFiles,
  sweepUploads,
  moveStoredFiles,
  removeForgottenContents,
  readDocumentOfFile,
  extractContent,
];
