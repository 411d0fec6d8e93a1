/** Reads the text of a file, if it has one, and keeps it. */
import { kindOf, type DocumentKind } from '../../../platform/documents/kinds.ts';
import { readDocument, UnreadableDocument } from '../../../platform/documents/read-document.ts';
import { FileStoreError } from '../../../platform/files/store.ts';
import type { Work } from '../../../work/work.ts';
import { writeContent } from './queries.ts';

interface Document {
  readonly id: string;
  readonly path: string;
  readonly mime_type: string;
  readonly size: number;
}

/** Bytes of a file; larger ones are not read, but of plain text the beginning. */
const largest = 104_857_600;
/** Characters that are kept. */
const most = 500_000;

/** The kind of text that is read of a file; undefined for none. */
export function readableKind({ config }: Pick<Work, 'config'>, { mime_type, size }: Omit<Document, 'id' | 'path'>) {
  const { ExtractContent, ArchiveRecursion } = config.FileSettings;
  const kind = ExtractContent && size > 0 ? kindOf(mime_type) : undefined;
  if (kind === 'archive' && !ArchiveRecursion) return undefined;
  return kind === 'text' || size <= largest ? kind : undefined;
}

/** False where there is no text, or none that can be read. Rejects where the store does not answer, and with the reason of `signal`. */
export async function readContent(
  work: Work,
  document: Document,
  kind: DocumentKind,
  signal: AbortSignal,
): Promise<boolean> {
  const { services, db } = work;
  const { id, path, size } = document;
  const part = kind === 'text' ? { first: 0, last: Math.min(size, most * 4) - 1 } : undefined;
  try {
    const source = async () => (await services.files.read(path, part)).body;
    const text = await readDocument(source, { kind, most, signal });
    return text !== '' && (await keep(db, id, text));
  } catch (error) {
    const isGone = error instanceof FileStoreError && error.reason === 'not-found';
    if (!isGone && !(error instanceof UnreadableDocument)) throw error;
    services.log.info({ err: error, file_id: id }, 'the text of a file was not read');
    return false;
  }
}

/** Upstream's index of texts takes no more than a megabyte of different words: then the first half is kept, or half of that. */
async function keep(db: Work['db'], id: string, text: string): Promise<boolean> {
  for (let content = text; content !== ''; content = content.slice(0, content.length / 2)) {
    try {
      return (await writeContent(db, { id, content })).length > 0;
    } catch (error) {
      if (!isTooMuch(error)) throw error;
    }
  }
  return false;
}

/** SQLSTATE program_limit_exceeded. */
const isTooMuch = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === '54000';
