/** Pictures that were made here, as they are handed out. */
import { type FileStore, FileStoreError } from '../files/store.ts';
import { contentReply } from '../http/content.ts';
import type { HttpReply } from '../http/message.ts';

/** Undefined when there is no such file. */
export async function keptReply(
  files: FileStore,
  path: string,
  type: string,
  headers: Record<string, string> = {},
): Promise<HttpReply | undefined> {
  const stat = await files.stat(path);
  if (!stat) return undefined;
  const open = async (range?: { start: number; end: number }) =>
    (await files.read(path, range && { first: range.start, last: range.end })).body;
  return contentReply({ type, size: stat.size, modifiedAt: stat.modified_at, open }, headers);
}

/** The first bytes of a file, at most `count`; undefined when there is no such file, or nothing in it. */
export async function headOf(files: FileStore, path: string, count: number): Promise<Buffer | undefined> {
  try {
    const { body } = await files.read(path, { first: 0, last: count - 1 });
    const chunks: Buffer[] = [];
    for await (const chunk of body as AsyncIterable<Buffer>) chunks.push(chunk);
    return Buffer.concat(chunks);
  } catch (error) {
    if (error instanceof FileStoreError && (error.reason === 'not-found' || error.reason === 'range')) return undefined;
    throw error;
  }
}

/** By its first bytes; undefined for what no browser shows as a picture. */
export function pictureTypeOf(head: Buffer): string | undefined {
  const text = head.toString('latin1');
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (text.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (/^GIF8[79]a/.test(text)) return 'image/gif';
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return 'image/webp';
  return undefined;
}
