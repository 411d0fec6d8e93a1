/** What waits for a connection's client, and how much of it may (reference: wire/websocket.md §5). */

/** Frames that may wait; with one more the connection is dropped for good. */
export const queueLimit = 256;
/** From this many waiting frames on, events that soon go stale are skipped. */
export const pressureLimit = 128;
/** Events written last that can be sent again; a power of two. */
export const ringLimit = 128;

/** A reply: it has no sequence number and is never sent again. */
export class ReplyText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** An event whose text for this receiver is still being worked out; it keeps its place in the order. */
export class Undecided {
  /** Null: not for this receiver after all. */
  text: string | null | undefined = undefined;
}

/** An event's text up to its sequence number, a reply, or an event to come. */
export type Waiting = string | ReplyText | Undecided;

/** First in, first out; empty it holds no array. */
export class SendQueue {
  private frames: Waiting[] = [];
  private start = 0;

  get length(): number {
    return this.frames.length - this.start;
  }

  first(): Waiting | undefined {
    return this.frames[this.start];
  }

  push(frame: Waiting): void {
    this.frames.push(frame);
  }

  shift(): void {
    this.start += 1;
    if (this.start < 32 && this.start < this.frames.length) return;
    this.frames = this.frames.slice(this.start);
    this.start = 0;
  }

  /** Replies answer requests of a socket that is gone; the next one numbers its requests anew. */
  forgetReplies(): void {
    this.frames = this.frames.slice(this.start).filter((frame) => !(frame instanceof ReplyText));
    this.start = 0;
  }
}
