/** The server's end of one decoder: one picture at a time, each within a time, and an end with the first thing that goes wrong. */
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { setPriority } from 'node:os';
import { addAbortSignal, type Readable, type Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { FrameReader, frameOf } from './frames.ts';
import type { Answer, MadeFacts, Order, PictureFault } from './recipes.ts';

/** Why nothing was made of a picture; the message is for the log. */
export class PictureError extends Error {
  override readonly name = 'PictureError';
  readonly fault: PictureFault;

  constructor(fault: PictureFault, detail: string, options?: { cause: unknown }) {
    super(`${fault}: ${detail}`, options);
    this.fault = fault;
  }
}

/** Bytes of a picture. `open` is called once. */
export interface PictureSource {
  readonly size: number;
  open(): Promise<Readable> | Readable;
}

export interface Made extends Omit<MadeFacts, 'pieces'> {
  readonly pieces: readonly (MadeFacts['pieces'][number] & { readonly bytes: Buffer })[];
}

const entry = fileURLToPath(new URL('decoder/main.ts', import.meta.url));
/** Below the server and its database: whoever reads and writes goes first. */
const niceness = 5;
/** MiB of the little that is not the library's. */
const heap = 128;

export class DecoderProcess {
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #answers: FrameReader;
  readonly #ended: Promise<void>;
  #complaint = '';
  #isAlive = true;

  constructor() {
    // Without the server's environment, which holds passwords.
    this.#child = spawn(process.execPath, [`--max-old-space-size=${heap}`, entry], {
      env: {},
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const { stdin, stdout, stderr, pid } = this.#child;
    if (pid !== undefined) lower(pid);
    this.#answers = new FrameReader(stdout);
    // Who waits for an answer hears that it ended.
    stdin.on('error', () => undefined);
    stderr.on('data', (chunk: Buffer) => {
      this.#complaint = (this.#complaint + chunk.toString('utf8')).slice(-500);
    });
    this.#ended = new Promise((resolve) => {
      const end = (why: string) => {
        this.#isAlive = false;
        this.#complaint ||= why;
        resolve();
      };
      this.#child.once('error', (error) => end(String(error)));
      this.#child.once('close', (code, signal) => end(`it ended with ${signal ?? code}`));
    });
  }

  get isAlive(): boolean {
    return this.#isAlive;
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** While it has nothing to do, it keeps nobody from stopping. */
  rest(isResting: boolean): void {
    const { stdin, stdout, stderr } = this.#child;
    for (const one of [this.#child, stdin, stdout, stderr] as { ref?(): void; unref?(): void }[])
      if (isResting) one.unref?.();
      else one.ref?.();
  }

  /** One at a time. `ms`: from when the source is read. Rejects with PictureError, or with what went wrong with the source. */
  async run(order: Omit<Order, 'size'>, source: PictureSource, ms: number): Promise<Made> {
    let why = '';
    const timer = setTimeout(() => {
      why = `it took longer than ${ms} ms`;
      this.kill();
    }, ms);
    try {
      return await this.#exchange(order, source);
    } catch (error) {
      if (error instanceof PictureError) throw error;
      this.kill();
      await this.#ended;
      // What the source failed with is not the decoder's.
      if (error instanceof SourceError) throw error.cause;
      throw new PictureError('failed', why || this.#complaint, { cause: error });
    } finally {
      clearTimeout(timer);
    }
  }

  async #exchange(order: Omit<Order, 'size'>, source: PictureSource): Promise<Made> {
    const stop = new AbortController();
    try {
      this.#child.stdin.write(frameOf({ ...order, size: source.size } satisfies Order));
      // Whichever fails first is what went wrong.
      const [said] = await Promise.all([this.#answer(), this.#send(source, stop.signal)]);
      if ('fault' in said) throw new PictureError(said.fault, said.detail);
      const pieces: Made['pieces'][number][] = [];
      for (const facts of said.made.pieces) pieces.push({ ...facts, bytes: await this.#answers.bytes(facts.size) });
      return { ...said.made, pieces };
    } finally {
      // A source that nobody takes any more.
      stop.abort();
    }
  }

  async #answer(): Promise<Answer> {
    const answer = await this.#answers.json();
    if (answer === undefined) throw new Error('The decoder ended.');
    // The decoder is of our own making, and its library has no hand in the head of an answer.
    return answer as Answer;
  }

  async #send({ size, open }: PictureSource, signal: AbortSignal): Promise<void> {
    const { stdin } = this.#child;
    let sent = 0;
    try {
      const content = addAbortSignal(signal, await open());
      for await (const chunk of content as AsyncIterable<Buffer>) {
        sent += chunk.length;
        if (sent > size) throw new Error(`The source has more than its ${size} bytes.`);
        if (!stdin.write(chunk) && !stdin.destroyed) await drained(stdin);
      }
      if (sent < size) throw new Error(`The source ended at ${sent} of its ${size} bytes.`);
    } catch (error) {
      throw this.#isAlive ? new SourceError(error) : error;
    }
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  /** Lets it end by itself. */
  async end(): Promise<void> {
    this.rest(false);
    this.#child.stdin.end();
    await this.#ended;
  }
}

class SourceError extends Error {
  constructor(cause: unknown) {
    super('The source of a picture failed.', { cause });
  }
}

/** Resolves when more may be written, or nothing any more. */
function drained(stream: Writable): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      stream.off('drain', go).off('close', go);
      resolve();
    };
    stream.on('drain', go).on('close', go);
  });
}

function lower(pid: number): void {
  try {
    setPriority(pid, niceness);
  } catch {
    // It ended already, or the system does not let it be lowered.
  }
}
