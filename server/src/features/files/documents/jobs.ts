import { z } from 'zod';
import { job } from '../../../jobs/job.ts';
import type { Work } from '../../../work/work.ts';
import { selectDocument, selectUnread } from './queries.ts';
import { readableKind, readContent } from './read-content.ts';

/** Reads the text of a new file, one after the other: nobody waits for it but a search. */
export const readDocumentOfFile = job('read-document', {
  args: z.object({ file_id: z.string() }),
  priority: 'low',
  serial: 'read-document',
  retry: { attempts: 4 },
  transaction: 'none',
  because: 'no transaction may wait for a store and a reader; to read a file again gives the same text',
  async run(call, { file_id }) {
    const [document] = await selectDocument(call.db, { id: file_id });
    const kind = document && readableKind(call, document);
    if (document && kind) await readContent(call, document, kind, call.signal);
  },
});

interface New {
  readonly id: string;
  readonly mime_type: string;
  readonly size: number;
}

/** Whether something follows: most files hold no text. */
export const holdsText = (work: Pick<Work, 'config'>, file: New): boolean => readableKind(work, file) !== undefined;

export async function readLater(work: Work, files: readonly New[]): Promise<void> {
  for (const file of files) if (holdsText(work, file)) await work.job(readDocumentOfFile, { file_id: file.id });
}

/** Wire: seconds since 1970 as text; '' for no limit. */
const seconds = z
  .string()
  .regex(/^\d{0,12}$/)
  .default('');
const atATime = 100;

/** Reads what is without a text, of files that were there before or could not be read: `mmctl extract run`. */
export const extractContent = job('extract-content', {
  args: z.object({ from: seconds, to: seconds }),
  shownAs: 'extract_content',
  serial: 'extract-content',
  priority: 'low',
  retry: { attempts: 1 },
  patience: 24 * 3_600_000,
  transaction: 'none',
  because: 'each file is a statement of its own; what was read already is left out',
  async run(call, { from, to }) {
    const begin = Number(from) * 1000;
    const before = to === '' ? call.now : Number(to) * 1000;
    let [after, after_id] = [begin, ''];
    for (;;) {
      const files = await selectUnread(call.db, { after, after_id, before, most: atATime });
      for (const file of files) {
        call.signal.throwIfAborted();
        const kind = readableKind(call, file);
        if (kind) await readContent(call, file, kind, call.signal);
      }
      const last = files.at(-1);
      if (!last || files.length < atATime) return;
      [after, after_id] = [last.create_at, last.id];
      await call.progress(Math.min(99, ((after - begin) / Math.max(1, before - begin)) * 100));
    }
  },
});
