/**
 * Where files are kept. A path is upstream's, the same on disk and as a key in S3:
 * `20261130/teams/noteam/channels/{id}/users/{id}/{id}/plan.pdf`, relative and with slashes. Two promises hold for each
 * driver, and `testing/contract.ts` tries them: a file is seen whole or not at all, and what `put` or `move` answered
 * survives a crash.
 */
import type { Readable } from 'node:stream';

export interface FileStore {
  readonly driver: 'local' | 'amazons3';
  /**
   * Stores what the stream brings, in constant memory, and answers the number of bytes once they are safe. A file that
   * was there is replaced. When the stream fails or `signal` aborts, rejects with that error, and what was there before
   * stays. FileStoreError `bad-path`, `full`, `too-large` or `unavailable`.
   */
  put(path: string, content: FileContent, options?: PutOptions): Promise<number>;
  /** The caller reads `body` to its end or destroys it. FileStoreError `not-found`, `range` or `unavailable`. */
  read(path: string, range?: ByteRange): Promise<OpenFile>;
  /** Undefined when there is no such file. */
  stat(path: string): Promise<FileStat | undefined>;
  /**
   * Replaces what was at `to`. FileStoreError `not-found` when nothing is at `from`. In S3 a crash can leave the file in
   * both places, never in none.
   */
  move(from: string, to: string): Promise<void>;
  /** Resolves, too, when there is no such file. */
  remove(path: string): Promise<void>;
  /**
   * The files whose path begins with `prefix`, in the order of their UTF-8 bytes; '' is all of them. A file that comes or
   * goes meanwhile may be in it or not.
   */
  list(prefix: string): AsyncIterable<ListedFile>;
  /** Removes what interrupted puts left behind, unless it is so young that it may be under way. Answers how many. */
  sweep(): Promise<number>;
  /** Rejects with what is wrong when files cannot be kept now. */
  check(): Promise<void>;
  close(): Promise<void>;
}

/** A Readable fits. A piece must not change once it was given. */
export type FileContent = AsyncIterable<Uint8Array>;

export interface PutOptions {
  readonly signal?: AbortSignal;
  /** Bytes expected, where they are known. Only lets S3 choose the size of the parts; more or fewer are stored as they come. */
  readonly size?: number;
  /** Called with each piece as it passes by. */
  watch?(piece: Uint8Array): void;
}

/** Both ends belong to it, as in HTTP. Without `last`: to the end. A `last` beyond the end counts as the end. */
export interface ByteRange {
  readonly first: number;
  readonly last?: number;
}

export interface FileStat {
  /** Bytes of the whole file. */
  readonly size: number;
  /** ms */
  readonly modified_at: number;
}

export interface OpenFile extends FileStat {
  /** The bytes of the range, or of the whole file. */
  readonly body: Readable;
}

export interface ListedFile extends FileStat {
  readonly path: string;
}

/**
 * `not-found`: no such file. `bad-path`: the store takes no such name. `range`: begins behind the end of the file.
 * `full`: no room left. `too-large`: more than one file may hold. `unavailable`: the store cannot be used; the cause is
 * for the log.
 */
export type FileStoreReason = 'not-found' | 'bad-path' | 'range' | 'full' | 'too-large' | 'unavailable';

export class FileStoreError extends Error {
  override readonly name = 'FileStoreError';
  readonly reason: FileStoreReason;

  constructor(reason: FileStoreReason, message: string, options?: { cause: unknown }) {
    super(message, options);
    this.reason = reason;
  }
}

export const notFound = (path: string): FileStoreError =>
  new FileStoreError('not-found', `There is no file ${JSON.stringify(path)} in the file store.`);

export const behindTheEnd = (size: number): FileStoreError =>
  new FileStoreError('range', `The range begins behind the end of the file, which has ${size} bytes.`);

export function checkRange({ first, last = first }: ByteRange): void {
  if (last < first) throw new FileStoreError('range', 'The range ends before it begins.');
}
