import { z } from 'zod';
import { job } from '../../../jobs/job.ts';
import type { Db } from '../../../platform/db/database.ts';
import { isOfMessages, picturedIn, readKnownPaths } from './known-paths.ts';
import { selectPictured } from './queries.ts';

/**
 * Removes contents of messages that no row knows any more, and pictures of people and emoji that are gone, of before a time
 * in ms: what came later may get its row yet.
 */
export const removeForgottenContents = job('remove-forgotten-contents', {
  args: z.object({ before: z.number() }),
  transaction: 'none',
  because: 'it only reads the database, and what is removed already stays so',
  async run({ db, services: { files }, signal }, { before }) {
    const isForgotten = await forgottenIn(db);
    for await (const { path, modified_at } of files.list('')) {
      signal.throwIfAborted();
      if (modified_at < before && isForgotten(path)) await files.remove(path);
    }
  },
});

async function forgottenIn(db: Db): Promise<(path: string) => boolean> {
  const known = await readKnownPaths(db);
  const pictured = new Set((await selectPictured(db)).map(({ id }) => id));
  return (path) => {
    const id = picturedIn(path);
    return id === undefined ? isOfMessages(path) && !known.see(path) : !pictured.has(id);
  };
}
