import type { Readable } from 'node:stream';

/**
 * A stream in segments, one after the other, each of which can be stored by itself. A stream that fails ends: what came
 * before is worth keeping, and `failure` says what happened.
 */
export class Segments {
  failure: unknown;
  readonly #chunks: AsyncIterator<Buffer>;
  #rest: Buffer | undefined;

  constructor(stream: Readable) {
    this.#chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  }

  /** Whether there is anything behind what was taken. Waits for it. */
  async hasMore(): Promise<boolean> {
    this.#rest ??= await this.#read();
    return this.#rest !== undefined;
  }

  /** The next bytes, at most so many. */
  async *next(bytes: number): AsyncGenerator<Buffer> {
    for (let left = bytes; left > 0 && (await this.hasMore());) {
      const chunk = this.#rest ?? Buffer.alloc(0);
      const taken = chunk.subarray(0, left);
      this.#rest = taken.length < chunk.length ? chunk.subarray(taken.length) : undefined;
      left -= taken.length;
      yield taken;
    }
  }

  async #read(): Promise<Buffer | undefined> {
    try {
      for (;;) {
        const { done, value } = await this.#chunks.next();
        if (done) return undefined;
        if (value.length > 0) return value;
      }
    } catch (error) {
      this.failure = error;
      return undefined;
    }
  }
}
