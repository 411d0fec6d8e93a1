/** Brings the files from the store of one driver into that of the other. */
import { z } from 'zod';
import { job } from '../../../jobs/job.ts';
import { FileStoreError, type FileStore, type ListedFile } from '../../../platform/files/store.ts';
import { NotWorthRetrying } from '../../../platform/jobs/retry.ts';

const day = 24 * 3_600_000;

/** False where the target takes no such name, as it may be in a store that was taken over. */
async function bring(source: FileStore, target: FileStore, { path, size }: ListedFile, signal: AbortSignal) {
  if ((await target.stat(path))?.size === size) return true;
  try {
    const { body } = await source.read(path);
    await target.put(path, body, { size, signal });
    return true;
  } catch (error) {
    if (!(error instanceof FileStoreError)) throw error;
    // It was removed meanwhile.
    if (error.reason === 'not-found') return true;
    if (error.reason === 'bad-path') return false;
    throw error;
  }
}

async function countOf(store: FileStore): Promise<number> {
  let count = 0;
  const files = store.list('')[Symbol.asyncIterator]();
  while (!(await files.next()).done) count += 1;
  return count;
}

/** What has arrived is not sent again, so it can be interrupted, and run again for what came since. */
export const moveStoredFiles = job('move-files', {
  args: z.object({ to: z.enum(['local', 'amazons3']), remove: z.boolean() }),
  transaction: 'none',
  because: 'it writes nothing to the database, and what was brought over is found again',
  serial: 'move-files',
  patience: 7 * day,
  async run({ services, signal, progress }, { to, remove }) {
    const { files } = services;
    const other = await services.openFiles(files.driver === 'local' ? 'amazons3' : 'local');
    const [source, target] = to === files.driver ? [other, files] : [files, other];
    let [done, percent] = [0, 0];
    const left: string[] = [];
    try {
      const all = await countOf(source);
      for await (const one of source.list('')) {
        signal.throwIfAborted();
        if (!(await bring(source, target, one, signal))) left.push(one.path);
        else if (remove && source === other) await source.remove(one.path);
        done += 1;
        const now = Math.min(99, Math.floor((done * 100) / all));
        if (now > percent) await progress(now);
        percent = Math.max(percent, now);
      }
    } finally {
      await other.close();
    }
    if (left.length > 0)
      throw new NotWorthRetrying(`${left.length} files have names that no new file may have, such as ${left[0]}`);
  },
});
