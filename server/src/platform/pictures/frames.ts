/** How the server and a decoder talk: four bytes say how long the JSON is that follows; what follows that, the JSON says. */
import type { Readable } from 'node:stream';

/** No order and no answer is longer. */
const longest = 65_536;

export function frameOf(value: object): Buffer {
  const text = Buffer.from(JSON.stringify(value));
  const frame = Buffer.allocUnsafe(text.length + 4);
  frame.writeUInt32BE(text.length, 0);
  text.copy(frame, 4);
  return frame;
}

/** Takes bytes off a stream in pieces of wanted lengths. */
export class FrameReader {
  readonly #chunks: AsyncIterator<Buffer>;
  #rest: Buffer[] = [];
  #held = 0;

  constructor(stream: Readable) {
    // A stream without an encoding gives buffers.
    this.#chunks = (stream as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  }

  /** Undefined at the end of the stream. Rejects when it ends in the middle. */
  async json(): Promise<unknown> {
    if (this.#held === 0 && !(await this.#more())) return undefined;
    const length = (await this.bytes(4)).readUInt32BE(0);
    if (length > longest) throw new Error('A frame is longer than any that is sent.');
    return JSON.parse((await this.bytes(length)).toString('utf8')) as unknown;
  }

  async bytes(count: number): Promise<Buffer> {
    while (this.#held < count)
      if (!(await this.#more())) throw new Error('The other side ended in the middle of a frame.');
    const all = Buffer.concat(this.#rest);
    this.#rest = count === all.length ? [] : [all.subarray(count)];
    this.#held -= count;
    return all.subarray(0, count);
  }

  async #more(): Promise<boolean> {
    const next = await this.#chunks.next();
    if (next.done) return false;
    this.#rest.push(next.value);
    this.#held += next.value.length;
    return true;
  }
}
