/**
 * One connection id as the client knows it: its place in the sequence, what waits for it and what it was sent last.
 * It outlives its socket, so that a client that comes back in time goes on where it was.
 */
import type { Duplex } from 'node:stream';
import { WebSocket } from 'ws';
import type { RealtimeDependencies, RealtimeSession } from './dependencies.ts';
import type { DecodedRequest } from './frames.ts';
import { queueLimit, ReplyText, ringLimit, SendQueue, Undecided, type Waiting } from './queue.ts';
import { writeEventFrame, writeTextFrame } from './write-frame.ts';

/** A socket with what belongs to it and not to the connection. */
export class ClientSocket extends WebSocket {
  connection: Connection | undefined = undefined;
  stream: Duplex | undefined = undefined;
  /** Requests that came while another is being answered; undefined when none is. */
  inbox: DecodedRequest[] | undefined = undefined;
  /** The client asked for `should_ack`. */
  acknowledges = false;
  /** The client wants a code of its own when its session ends. */
  closesWithSession = false;
  /** A challenge is being checked. */
  isAuthenticating = false;

  /** `ws` calls this as well, when the client closes: nothing may follow the close frame. */
  override close(code?: number, reason?: string | Buffer): void {
    this.connection?.stopWriting();
    super.close(code, reason);
  }
}

/** What the client says it looks at; undefined where it never said. */
export interface View {
  channel_id?: string;
  /** Channel of the thread on the right. */
  side_thread_channel_id?: string;
  /** Channel of the thread in the list of threads. */
  thread_channel_id?: string;
}

/** Told when a socket stops and starts taking what is written. */
export interface FlowListener {
  blocked(socket: ClientSocket): void;
  unblocked(socket: ClientSocket): void;
}

/** How a returning client is to be received. */
export type Resumption = 'continued' | 'lost';

export class Connection {
  // A delivery to thousands is bound by memory access: what each one reads stands first, side by side.
  /** Until then the session need not be looked at again; whole seconds, which are stored in place. */
  trustedUntil = 0;
  /** Where an event may be written at once: the client is there and nothing waits. */
  private direct: Duplex | undefined = undefined;
  private nextSeq = 0;
  /** The events written last, each at its sequence number modulo the length of the ring. */
  private sent: string[] = [];

  /** Empty until registered. */
  id = '';
  /** Undefined until authenticated, and again once the session has ended: it then gets no events. */
  session: RealtimeSession | undefined = undefined;
  /** Undefined while the client is away. */
  socket: ClientSocket | undefined = undefined;
  /** Last deed of the user through this connection, ms since 1970. */
  lastActivityAt = 0;
  /** The same by `elapsed`. */
  actedAt = 0;
  view: View | undefined = undefined;

  /** Where frames go; undefined unless the socket is open. */
  private stream: Duplex | undefined = undefined;
  private wantsAcknowledging = false;
  /** Sequence number of the first event in `sent` that counts. */
  private firstSent = 0;
  private isBlocked = false;
  private queue: SendQueue | undefined = undefined;
  private readonly flow: FlowListener;

  constructor(flow: FlowListener) {
    this.flow = flow;
  }

  /** The client is there and asked for `should_ack`. */
  get acknowledges(): boolean {
    return this.wantsAcknowledging && this.stream !== undefined;
  }

  get waiting(): number {
    return this.queue?.length ?? 0;
  }

  /** The user did something. */
  acted({ now, elapsed }: Pick<RealtimeDependencies, 'now' | 'elapsed'>): void {
    this.lastActivityAt = now();
    this.actedAt = elapsed();
  }

  /** True when the client is known to look at other channels only. */
  looksElsewhere(channelId: string): boolean {
    const { view } = this;
    if (view?.channel_id === undefined || view.side_thread_channel_id === undefined) return false;
    if (view.thread_channel_id === undefined) return false;
    return (
      view.channel_id !== channelId && view.side_thread_channel_id !== channelId && view.thread_channel_id !== channelId
    );
  }

  /** Sends an event, given up to its sequence number. False: too much is waiting, the connection must be dropped. */
  sendEvent(text: string): boolean {
    if (this.direct === undefined) return this.enqueue(text);
    this.writeEvent(this.direct, text);
    return true;
  }

  /** Sends an event ahead of everything that waits. */
  sendFirst(text: string): void {
    if (this.stream !== undefined) this.writeEvent(this.stream, text);
  }

  /** Sends a reply. False as in `sendEvent`. */
  sendReply(text: string): boolean {
    if (this.direct === undefined) return this.enqueue(new ReplyText(text));
    this.wrote(this.direct, writeTextFrame(this.direct, text));
    return true;
  }

  /** Keeps a place for an event that is still being worked out; `settle` fills it. False as in `sendEvent`. */
  reserve(place: Undecided): boolean {
    return this.enqueue(place);
  }

  settle(place: Undecided, text: string | null): void {
    place.text = text;
    this.flush();
  }

  /** Writes what waits, as far as the socket takes it. */
  flush(): void {
    while (this.queue !== undefined && this.stream !== undefined && !this.isBlocked) {
      const frame = this.queue.first();
      if (frame instanceof Undecided && frame.text === undefined) return;
      this.queue.shift();
      if (this.queue.length === 0) this.queue = undefined;
      this.writeWaiting(this.stream, frame);
    }
    this.findDirect();
  }

  attach(socket: ClientSocket): void {
    this.socket = socket;
    this.stream = socket.stream;
    this.wantsAcknowledging = socket.acknowledges;
    this.isBlocked = false;
    this.findDirect();
    socket.connection = this;
  }

  /** Lets go of the socket; events keep queueing up. */
  detach(): void {
    if (this.socket === undefined) return;
    this.flow.unblocked(this.socket);
    this.socket.connection = undefined;
    this.socket = undefined;
    this.stopWriting();
    this.isBlocked = false;
    this.queue?.forgetReplies();
    this.view = undefined;
  }

  stopWriting(): void {
    this.stream = undefined;
    this.direct = undefined;
  }

  /**
   * Finds out whether a client that expects `seq` next has missed anything, and sends again what it missed. Requires an
   * attached socket. The rules are the wire's (reference: wire/websocket.md §5). After `lost` the caller gives the
   * connection a new id; after both, it calls `flush`.
   */
  resume(seq: number): Resumption {
    const neverSent = this.nextSeq === this.firstSent;
    if (seq === 0 || (neverSent && seq > 0)) {
      this.restart(seq);
      return 'continued';
    }
    const oldest = Math.max(this.firstSent, this.nextSeq - ringLimit);
    if (seq < oldest || seq > this.nextSeq) {
      this.restart(0);
      return 'lost';
    }
    for (let missed = seq; missed < this.nextSeq; missed += 1) this.writeAgain(missed);
    return 'continued';
  }

  /** Forgets everything sent and waiting. */
  clear(): void {
    this.queue = undefined;
    this.restart(this.nextSeq);
    this.findDirect();
  }

  private restart(nextSeq: number): void {
    this.sent = [];
    this.firstSent = nextSeq;
    this.nextSeq = nextSeq;
  }

  private findDirect(): void {
    this.direct = this.queue === undefined && !this.isBlocked ? this.stream : undefined;
  }

  private enqueue(frame: Waiting): boolean {
    this.queue ??= new SendQueue();
    this.direct = undefined;
    if (this.queue.length >= queueLimit) return false;
    this.queue.push(frame);
    return true;
  }

  private writeWaiting(stream: Duplex, frame: Waiting | undefined): void {
    if (frame instanceof ReplyText) this.wrote(stream, writeTextFrame(stream, frame.text));
    else if (typeof frame === 'string') this.writeEvent(stream, frame);
    else if (typeof frame?.text === 'string') this.writeEvent(stream, frame.text);
  }

  private writeEvent(stream: Duplex, text: string): void {
    this.sent[this.nextSeq % ringLimit] = text;
    this.wrote(stream, writeEventFrame(stream, text, this.nextSeq));
    this.nextSeq += 1;
  }

  private writeAgain(seq: number): void {
    const text = this.sent[seq % ringLimit];
    if (this.stream !== undefined && text !== undefined)
      this.wrote(this.stream, writeEventFrame(this.stream, text, seq));
  }

  /** Waits for room where the stream has none left. */
  private wrote(stream: Duplex, hasRoom: boolean): void {
    const { socket } = this;
    if (hasRoom || this.isBlocked || socket === undefined) return;
    this.isBlocked = true;
    this.direct = undefined;
    this.flow.blocked(socket);
    stream.once('drain', () => {
      this.isBlocked = false;
      this.flow.unblocked(socket);
      this.flush();
    });
  }
}
