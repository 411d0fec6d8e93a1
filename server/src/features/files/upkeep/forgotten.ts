import { z } from 'zod';
import { job } from '../../../jobs/job.ts';
import { isOfMessages, readKnownPaths } from './known-paths.ts';

/** Removes contents of messages that no row knows any more, of before a time in ms: what came later may get its row yet. */
export const removeForgottenContents = job('remove-forgotten-contents', {
  args: z.object({ before: z.number() }),
  transaction: 'none',
  because: 'it only reads the database, and what is removed already stays so',
  async run({ db, services: { files }, signal }, { before }) {
    const known = await readKnownPaths(db);
    for await (const { path, modified_at } of files.list('')) {
      signal.throwIfAborted();
      if (isOfMessages(path) && modified_at < before && !known.see(path)) await files.remove(path);
    }
  },
});
