import type { FileHandle } from 'node:fs/promises';

/** Bytes that may wait while others are being written. */
const most = 262_144;

/**
 * Appends pieces to a file: while some are being written those that come meanwhile are gathered, and go to the disk at
 * once. Whoever adds waits only when much is gathered. What the disk throws is thrown by the next call, as `explain` says it.
 */
export class GatheredWrites {
  readonly #handle: FileHandle;
  readonly #explain: (error: unknown) => unknown;
  #gathered: Uint8Array[] = [];
  #bytes = 0;
  #writing: Promise<void> | undefined;
  #failure: { readonly error: unknown } | undefined;

  constructor(handle: FileHandle, explain: (error: unknown) => unknown) {
    this.#handle = handle;
    this.#explain = explain;
  }

  add(piece: Uint8Array): Promise<void> | undefined {
    if (this.#failure) throw this.#failure.error;
    this.#gathered.push(piece);
    this.#bytes += piece.byteLength;
    this.#writing ??= this.#writeAll();
    return this.#bytes < most ? undefined : this.#settled();
  }

  /** Resolves when all of it is written. */
  async end(): Promise<void> {
    while (this.#writing) await this.#writing;
    if (this.#failure) throw this.#failure.error;
  }

  /** Resolves when what is being written now is, and there is room again. */
  async #settled(): Promise<void> {
    while (this.#writing && this.#bytes >= most) await this.#writing;
    if (this.#failure) throw this.#failure.error;
  }

  async #writeAll(): Promise<void> {
    const pieces = this.#gathered;
    const bytes = this.#bytes;
    this.#gathered = [];
    this.#bytes = 0;
    try {
      const { bytesWritten } = await this.#handle.writev(pieces);
      // A disk that gets full takes a part; writing the rest says why.
      if (bytesWritten < bytes) await this.#handle.writeFile(Buffer.concat(pieces).subarray(bytesWritten));
      this.#writing = this.#gathered.length > 0 ? this.#writeAll() : undefined;
    } catch (error) {
      this.#failure = { error: this.#explain(error) };
      this.#writing = undefined;
    }
  }
}
