import { z } from 'zod';
import { job } from '../../jobs/job.ts';
import { FileStoreError } from '../../platform/files/store.ts';
import { deletedPath, imagePath } from './paths.ts';

/** Wire: the picture of a deleted emoji is kept under another name, where upstream looks for it. */
export const putPictureAside = job('put_emoji_picture_aside', {
  args: z.object({ emoji_id: z.string() }),
  transaction: 'none',
  because: 'the file store is no part of the database',
  async run({ services }, { emoji_id }) {
    try {
      await services.files.move(imagePath(emoji_id), deletedPath(emoji_id));
    } catch (error) {
      // It was moved before, or never there.
      if (!(error instanceof FileStoreError) || error.reason !== 'not-found') throw error;
    }
  },
});
