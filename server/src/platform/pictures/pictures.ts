/**
 * Makes of pictures that strangers send what is shown of them: turned by their own word, without what else they say (places,
 * cameras, names), and in formats that every client knows. It is done in processes of its own, begun with the first picture and
 * ended when none comes for a while; a picture that breaks one breaks nothing else.
 */
import { availableParallelism } from 'node:os';
import { Readable } from 'node:stream';
import { FairSlots } from '../fair-slots.ts';
import { AppError } from '../http/errors.ts';
import { DecoderProcess, type Made, type PictureSource } from './decoder-process.ts';
import type { Demands, Recipe } from './recipes.ts';

export interface PicturesOptions {
  readonly settings: () => { readonly pixels: number; readonly atOnce: number };
  /** ms that one picture may take, and that a decoder without work is kept. */
  readonly patienceMs?: number;
  readonly restMs?: number;
  /** Bytes that a decoder may hold, by the pixels that are allowed. */
  readonly memory?: (pixels: number) => number;
}

/** The library itself, and up to five copies of a picture with four channels at sixteen bits, which rotating one takes. */
const usualMemory = (pixels: number): number => 400 * 1_048_576 + pixels * 24;

/** No side of a PNG or JPEG that anybody made is longer; and an animation of more frames is none that anybody watches. */
const usual = { width: 65_535, height: 65_535, frames: 1_000 };

export class Pictures {
  readonly #options: Required<PicturesOptions>;
  #slots: { atOnce: number; fair: FairSlots } | undefined;
  readonly #resting: DecoderProcess[] = [];
  readonly #working = new Set<DecoderProcess>();
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(options: PicturesOptions) {
    this.#options = { patienceMs: 30_000, restMs: 30_000, memory: usualMemory, ...options };
  }

  /** Ids of the processes, for tests. */
  get pids(): (number | undefined)[] {
    return [...this.#resting, ...this.#working].map(({ pid }) => pid);
  }

  /**
   * `caller`: id of whoever sent it; their pictures wait for one another. Rejects with PictureError, with what its source
   * failed with, with 429 when too many of theirs wait, and with 503 when too many of all do.
   */
  async make(
    recipe: Recipe,
    source: PictureSource | Buffer,
    caller: string,
    demands: Partial<Demands> = {},
  ): Promise<Made> {
    const { pixels, atOnce } = this.#options.settings();
    const running = this.#slotsFor(atOnce).run(caller, () =>
      this.#run(recipe, source, { pixels, ...usual, ...demands }),
    );
    if (running === 'caller is busy') throw new AppError('api.context.rate_limit.app_error', { seconds: 3 });
    if (running === 'all are busy') throw new AppError('api.context.server_busy.app_error');
    return running;
  }

  async #run(recipe: Recipe, source: PictureSource | Buffer, demands: Demands): Promise<Made> {
    if (this.#isClosed) throw new AppError('api.context.server_busy.app_error');
    const { memory, patienceMs } = this.#options;
    const decoder = this.#take();
    this.#working.add(decoder);
    const bytes = Buffer.isBuffer(source) ? { size: source.length, open: () => Readable.from([source]) } : source;
    try {
      return await decoder.run({ recipe, demands, memory: memory(demands.pixels) }, bytes, patienceMs);
    } finally {
      this.#working.delete(decoder);
      this.#giveBack(decoder);
    }
  }

  #slotsFor(atOnce: number): FairSlots {
    if (this.#slots?.atOnce !== atOnce)
      this.#slots = {
        atOnce,
        fair: new FairSlots(atOnce < 1 ? availableParallelism() : atOnce, { perCaller: () => 50, inAll: 500 }),
      };
    return this.#slots.fair;
  }

  #take(): DecoderProcess {
    for (let decoder = this.#resting.pop(); decoder; decoder = this.#resting.pop())
      if (decoder.isAlive) {
        decoder.rest(false);
        return decoder;
      }
    return new DecoderProcess();
  }

  #giveBack(decoder: DecoderProcess): void {
    if (!decoder.isAlive) return;
    if (this.#isClosed) return decoder.kill();
    decoder.rest(true);
    this.#resting.push(decoder);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#endResting(), this.#options.restMs).unref();
  }

  async #endResting(): Promise<void> {
    await Promise.all(this.#resting.splice(0).map((decoder) => decoder.end()));
  }

  /** Pictures under way are given up. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    for (const decoder of this.#working) decoder.kill();
    await this.#endResting();
  }
}
