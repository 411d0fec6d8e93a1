/**
 * One connection id as the client knows it: its place in the sequence, what waits for it and what it was sent last.
 * It outlives its socket, so that a client that comes back in time goes on where it was.
 */
import type { Duplex } from 'node:stream';
import { WebSocket } from 'ws';
import type { RealtimeSession } from './dependencies.ts';
import type { DecodedRequest } from './frames.ts';
import { queueLimit, ReplyText, SendQueue, SentRing, Undecided, type Waiting } from './queue.ts';
import { writeTextFrame } from './write-frame.ts';

/** A socket with what belongs to it and not to the connection. */
export class ClientSocket extends WebSocket {
  connection: Connection | undefined = undefined;
  stream: Duplex | undefined = undefined;
  /** Requests that came while another is being answered; undefined when none is. */
  inbox: DecodedRequest[] | undefined = undefined;
  /** The client asked for `should_ack`. */
  acknowledges = false;
  /** A challenge is being checked. */
  isAuthenticating = false;
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
  /** Empty until registered. */
  id = '';
  /** Undefined until authenticated, and again once the session has ended: it then gets no events. */
  session: RealtimeSession | undefined = undefined;
  /** Undefined while the client is away. */
  socket: ClientSocket | undefined = undefined;
  /** Last deed of the user through this connection, ms. */
  lastActivityAt = 0;
  view: View | undefined = undefined;

  private nextSeq = 0;
  private isBlocked = false;
  private queue: SendQueue | undefined = undefined;
  private sent: SentRing | undefined = undefined;
  private readonly flow: FlowListener;

  constructor(flow: FlowListener) {
    this.flow = flow;
  }

  get isOpen(): boolean {
    return this.socket !== undefined && this.socket.readyState === WebSocket.OPEN;
  }

  /** The client is there and wants `should_ack`. */
  get acknowledges(): boolean {
    return this.isOpen && this.socket?.acknowledges === true;
  }

  get waiting(): number {
    return this.queue?.length ?? 0;
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
    if (!this.canWrite()) return this.enqueue(text);
    this.writeEvent(text);
    return true;
  }

  /** Sends an event ahead of everything that waits. */
  sendFirst(text: string): void {
    this.writeEvent(text);
  }

  /** Sends a reply. False as in `sendEvent`. */
  sendReply(text: string): boolean {
    if (!this.canWrite()) return this.enqueue(new ReplyText(text));
    this.writeText(text);
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
    while (this.queue !== undefined && this.isOpen && !this.isBlocked) {
      const frame = this.queue.first();
      if (frame instanceof Undecided && frame.text === undefined) return;
      this.queue.shift();
      if (this.queue.length === 0) this.queue = undefined;
      if (frame instanceof ReplyText) this.writeText(frame.text);
      else if (frame instanceof Undecided) this.writeDecided(frame);
      else if (frame !== undefined) this.writeEvent(frame);
    }
  }

  attach(socket: ClientSocket): void {
    this.socket = socket;
    socket.connection = this;
    this.isBlocked = false;
  }

  /** Lets go of the socket; events keep queueing up. */
  detach(): void {
    if (this.socket === undefined) return;
    this.flow.unblocked(this.socket);
    this.socket.connection = undefined;
    this.socket = undefined;
    this.isBlocked = false;
    this.queue?.forgetReplies();
    this.view = undefined;
  }

  /**
   * Finds out whether a client that expects `seq` next has missed anything, and sends again what it missed. Requires an
   * attached socket. The rules are the wire's (reference: wire/websocket.md §5). After `lost` the caller gives the
   * connection a new id; after both, it calls `flush`.
   */
  resume(seq: number): Resumption {
    const newest = this.nextSeq - 1;
    const sent = this.sent?.length ?? 0;
    if (seq === 0 || (sent === 0 && seq > 0)) {
      this.restart(seq);
      return 'continued';
    }
    const missed = newest - seq + 1;
    if (missed < 0 || missed > sent) {
      this.restart(0);
      return 'lost';
    }
    const texts = this.sent?.newest(missed) ?? [];
    for (const [index, text] of texts.entries()) this.writeText(`${text}${seq + index}}`);
    return 'continued';
  }

  /** Forgets everything sent and waiting. */
  clear(): void {
    this.queue = undefined;
    this.sent = undefined;
  }

  private restart(nextSeq: number): void {
    this.sent = undefined;
    this.nextSeq = nextSeq;
  }

  private canWrite(): boolean {
    return this.queue === undefined && !this.isBlocked && this.isOpen;
  }

  private enqueue(frame: Waiting): boolean {
    this.queue ??= new SendQueue();
    if (this.queue.length >= queueLimit) return false;
    this.queue.push(frame);
    return true;
  }

  private writeDecided({ text }: Undecided): void {
    if (typeof text === 'string') this.writeEvent(text);
  }

  private writeEvent(text: string): void {
    this.sent ??= new SentRing();
    this.sent.push(text);
    this.writeText(`${text}${this.nextSeq}}`);
    this.nextSeq += 1;
  }

  private writeText(text: string): void {
    const { socket } = this;
    if (socket?.stream === undefined) return;
    if (writeTextFrame(socket.stream, text) || this.isBlocked) return;
    this.isBlocked = true;
    this.flow.blocked(socket);
    socket.stream.once('drain', () => {
      // Another socket may have taken over since.
      if (this.socket !== socket) return;
      this.isBlocked = false;
      this.flow.unblocked(socket);
      this.flush();
    });
  }
}
