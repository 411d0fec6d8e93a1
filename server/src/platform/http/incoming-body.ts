/**
 * The body of a request, unread until somebody opens it: so a request can be refused by its head alone. Counts what
 * comes, whatever `Content-Length` claims, and gives up on a sender that stalls.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable, type Duplex } from 'node:stream';
import { AppError } from './errors.ts';

/** A sender that brings fewer than `leastBytes` in `windowMs` is given up. Time in which nobody reads does not count. */
export interface Pace {
  windowMs: number;
  leastBytes: number;
}

/** Slower than any connection on which sending a file makes sense. */
export const usualPace: Pace = { windowMs: 60_000, leastBytes: 16_384 };

/** After an answer, so much of an unread body is taken in and thrown away, for so long, so that the answer is seen. */
const discarded = { bytes: 1_048_576, ms: 5_000 };
/** Of a body that was not read: up to here it is taken in, and the connection is kept. */
const cheapToDiscard = 262_144;

const noBody = Buffer.alloc(0);

const tooLarge = (limit: number) => new AppError('api.context.body_too_large.app_error', { limit });
export const incompleteBody = () => new AppError('api.context.incomplete_body.app_error');

interface Receiver {
  /** False: no more for now. */
  take(chunk: Buffer): boolean;
  end(): void;
  failed(error: AppError): void;
}

function sizeOf({ headers }: IncomingMessage): number | undefined {
  if (headers['transfer-encoding'] !== undefined) return undefined;
  return Number(headers['content-length'] ?? 0);
}

export class IncomingBody {
  /** Bytes by `Content-Length`, 0 without a body; undefined when only the end will tell. */
  readonly size: number | undefined;
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;
  readonly #pace: Pace;
  readonly #opened: () => void;
  /** The client waits for `100 Continue` before it sends the body. */
  #isAwaited: boolean;
  #isTaken = false;
  #failure: AppError | undefined;
  #onFailure: ((error: AppError) => void) | undefined;

  /** `opened` is called when it is read as a stream. */
  constructor(request: IncomingMessage, response: ServerResponse, pace: Pace, opened: () => void) {
    this.size = sizeOf(request);
    this.#request = request;
    this.#response = response;
    this.#pace = pace;
    this.#opened = opened;
    const { expect } = request.headers;
    this.#isAwaited = expect !== undefined && request.httpVersion === '1.1' && this.size !== 0;
  }

  /** Whether some of it has not arrived yet. */
  get isUnderWay(): boolean {
    return !this.#isTaken && !this.#liesWhole && !this.#request.complete;
  }

  /** All bytes are there and unread, as when they came in one packet with the head; the parser says so a moment later. */
  get #liesWhole(): boolean {
    return this.size === this.#request.readableLength;
  }

  /** Whether the connection has to end after an answer that comes before the body is read. */
  get isCostly(): boolean {
    return (
      this.isUnderWay && (this.#isAwaited || this.#failure !== undefined || (this.size ?? Infinity) > cheapToDiscard)
    );
  }

  /** 413 when `Content-Length` announces more. Reads nothing. */
  expectAtMost(limit: number, refusal = tooLarge): void {
    if ((this.size ?? 0) > limit) throw refusal(limit);
  }

  /** All of it at once. 413 beyond `limit` bytes, 400 when it ends early, 408 when it stalls. */
  async whole(limit: number, refusal = tooLarge): Promise<Buffer> {
    if (this.size === 0) return noBody;
    this.expectAtMost(limit, refusal);
    const lying = this.#takeLying();
    if (lying) return lying;
    const chunks: Buffer[] = [];
    await new Promise<void>((resolve, reject) => {
      const receiver = { take: (chunk: Buffer) => chunks.push(chunk) > 0, end: resolve, failed: reject };
      this.#receive({ bytes: limit, refusal }, receiver);
    });
    const [first = noBody] = chunks;
    return chunks.length > 1 ? Buffer.concat(chunks) : first;
  }

  /** Without events and timers, which would cost a small body more than its bytes. Undefined: some are still to come. */
  #takeLying(): Buffer | undefined {
    const request = this.#request;
    if (!this.#liesWhole || request.destroyed) return undefined;
    this.#isTaken = true;
    // Of a stream without encoding: a buffer.
    const bytes = request.read() as Buffer;
    // To its end: until then the connection holds on to the request.
    request.resume();
    return bytes;
  }

  /** As a stream, from its first read on; fails as `whole` does. Reading slowly slows the sender down. */
  open(limit: number, refusal = tooLarge): Readable {
    this.expectAtMost(limit, refusal);
    this.#opened();
    const request = this.#request;
    let stop: (() => void) | undefined;
    const stream = new Readable({
      highWaterMark: 262_144,
      read: () => {
        if (stop) request.resume();
        else stop = this.#receive({ bytes: limit, refusal }, receiver);
      },
      destroy: (error, done) => {
        stop?.();
        done(error);
      },
    });
    const receiver: Receiver = {
      take: (chunk) => stream.push(chunk),
      end: () => void stream.push(null),
      failed: (error) => void stream.destroy(error),
    };
    return stream;
  }

  /** What comes can no longer be read as a body: whoever reads it fails, and so does whoever opens it later. */
  break(error: AppError): void {
    this.#failure ??= error;
    this.#onFailure?.(this.#failure);
  }

  /** Throws away what is still to come, within bounds; resolves to whether that was all of it. */
  async discard(): Promise<boolean> {
    if (!this.isUnderWay) return true;
    if (this.#isAwaited || this.#failure || this.#request.destroyed) return false;
    await new Promise<void>((resolve) => {
      const giveUp = setTimeout(resolve, discarded.ms);
      const done = () => {
        clearTimeout(giveUp);
        resolve();
      };
      this.#receive({ bytes: discarded.bytes, refusal: tooLarge }, { take: () => true, end: done, failed: done });
    });
    return this.#request.complete;
  }

  /** Hands over what comes until the end, a failure, or until the returned function is called. */
  #receive(limit: { bytes: number; refusal: typeof tooLarge }, receiver: Receiver): () => void {
    const request = this.#request;
    let [received, before] = [0, 0];
    let wasHeldBack = false;
    const fail = (error: AppError) => {
      stop();
      receiver.failed(error);
    };
    const onData = (chunk: Buffer) => {
      received += chunk.length;
      if (received > limit.bytes) fail(limit.refusal(limit.bytes));
      else if (!receiver.take(chunk)) {
        wasHeldBack = true;
        request.pause();
      }
    };
    const onEnd = () => {
      stop();
      receiver.end();
    };
    const onGone = () => fail(this.#failure ?? incompleteBody());
    const watch = () => {
      if (!wasHeldBack && received - before < this.#pace.leastBytes)
        fail(new AppError('api.context.slow_body.app_error'));
      before = received;
      wasHeldBack = request.isPaused();
    };
    const stop = () => {
      clearInterval(watching);
      this.#onFailure = undefined;
      request.off('data', onData).off('end', onEnd).off('close', onGone).off('error', onGone).pause();
    };
    const watching = request.complete ? undefined : setInterval(watch, this.#pace.windowMs).unref();
    if (this.#failure || request.destroyed) {
      process.nextTick(onGone);
      return stop;
    }
    this.#onFailure = fail;
    if (this.#isAwaited) this.#response.writeContinue();
    this.#isAwaited = false;
    // Who read it before may have left it paused.
    request.on('data', onData).on('end', onEnd).on('close', onGone).on('error', onGone).resume();
    return stop;
  }
}

/** What the connections are sending, for when one of them sends what is no body any more. */
export class BodiesUnderWay {
  readonly #bodies = new WeakMap<Duplex, IncomingBody>();

  add(body: IncomingBody, socket: Duplex): IncomingBody {
    if (body.isUnderWay) this.#bodies.set(socket, body);
    return body;
  }

  /** False when no body was under way there. */
  break(socket: Duplex): boolean {
    const body = this.#bodies.get(socket);
    if (!body?.isUnderWay) return false;
    body.break(incompleteBody());
    return true;
  }
}
