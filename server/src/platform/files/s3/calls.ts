/** Calls to the S3 store: bounded in time, logged where that is asked for, and with errors that name the settings. */
import type { S3Client } from '@aws-sdk/client-s3';
import { Readable } from 'node:stream';
import type { Config } from '../../config/config.ts';
import { s3Error, tooLate } from './errors.ts';

/** A pino logger fits. */
export interface S3Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

export class S3Calls {
  readonly #client: S3Client;
  /** ms */
  readonly #patience: number;
  readonly #trace: boolean;
  readonly #log: S3Log;

  constructor(client: S3Client, settings: Config['FileSettings'], log: S3Log) {
    this.#client = client;
    this.#patience = settings.AmazonS3RequestTimeoutMilliseconds;
    this.#trace = settings.AmazonS3Trace;
    this.#log = log;
  }

  /**
   * Rejects with FileStoreError, or with the reason of `signal` when that aborts. Of an answer with a stream, only its
   * beginning is waited for.
   */
  async send<T>(
    name: string,
    path: string,
    call: (client: S3Client, options: { abortSignal: AbortSignal }) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), this.#patience);
    const abortSignal = signal ? AbortSignal.any([signal, late.signal]) : late.signal;
    const begin = performance.now();
    let outcome = 'failed';
    try {
      const answer = await call(this.#client, { abortSignal });
      outcome = 'done';
      return answer;
    } catch (error) {
      signal?.throwIfAborted();
      throw late.signal.aborted ? tooLate(error) : s3Error(path, error);
    } finally {
      clearTimeout(timer);
      const ms = Math.round(performance.now() - begin);
      if (this.#trace) this.#log.info({ call: name, path, outcome, ms }, 'called the S3 store');
    }
  }

  /** The stream, which fails when nothing comes for the set time while more is asked for. */
  guarded(path: string, body: Readable): Readable {
    const patience = this.#patience;
    async function* chunks() {
      const iterator: AsyncIterator<Uint8Array> = body[Symbol.asyncIterator]();
      try {
        for (;;) {
          const { done, value } = await inTime(iterator.next(), patience);
          if (done) return;
          yield value;
        }
      } catch (error) {
        throw s3Error(path, error);
      }
    }
    return Readable.from(chunks(), { objectMode: false }).once('close', () => body.destroy());
  }

  /** Something that may fail without harm. */
  async tryTo(what: string, work: Promise<unknown>): Promise<void> {
    await work.catch((error: unknown) => this.#log.warn({ err: error }, `the S3 store could not ${what}`));
  }
}

async function inTime<T>(work: Promise<T>, patience: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(tooLate(undefined)), patience);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
