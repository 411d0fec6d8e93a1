import { addAbortSignal, Readable } from 'node:stream';
import type { FileContent } from './store.ts';

/** What the stream brings, until `signal` aborts: then it rejects, even while nothing comes. */
export function chunksOf(content: FileContent, signal?: AbortSignal): Readable {
  const stream = content instanceof Readable ? content : Readable.from(content, { objectMode: false });
  return signal ? addAbortSignal(signal, stream) : stream;
}
