/**
 * The WebSocket client that survives anything but the end of the session. It resumes where it was (`connection_id`,
 * `sequence_number`), and where the server cannot replay what was missed it asks its owner to load afresh. Invariant:
 * between two `onResync` calls, `onEvent` sees every event of the connection exactly once and in order.
 */
import type { EventFrame, ReplyFrame, RequestFrame } from '@innermost/protocol/events.ts';
import { ApiError, NetworkError } from './errors.ts';
import { decodeFrame, isEvent } from './frames.ts';

/**
 * `connecting`: no authenticated connection yet. `catching-up`: the server replays what was missed, or `onResync` runs.
 * `waiting`: the connection failed and the next attempt is at `retry_at` (ms since 1970). `closed`: for good, by
 * `close()` or because the session ended.
 */
export type SocketState =
  | { readonly name: 'connecting' | 'catching-up' | 'live' }
  | { readonly name: 'waiting'; readonly retry_at: number }
  | { readonly name: 'closed'; readonly session_ended: boolean };

/** The part of a WebSocket that is used: the browser's, Node's and `ws`'s all have it. */
export interface SocketLike {
  send(text: string): void;
  close(code?: number, reason?: string): void;
  addEventListener(
    type: 'open' | 'message' | 'close' | 'error',
    listener: (event: { data?: unknown; code?: number }) => void,
  ): void;
}

export interface SocketOptions {
  /** As of `createClient`. */
  url: string;
  /** Without one the browser's session cookie counts. */
  token?: string | undefined;
  onEvent?: (frame: EventFrame) => void;
  /**
   * Events were lost, so everything must be loaded again; called for every new connection but the first. Events go on
   * arriving meanwhile. The state is `catching-up` until the promise resolves; if it rejects, the socket reconnects.
   */
  onResync?: () => Promise<void> | void;
  onSessionEnded?: () => void;
  log?: (message: string, detail?: unknown) => void;
  WebSocket?: new (url: string) => SocketLike;
  timings?: Partial<SocketTimings>;
}

/** All in ms. */
export interface SocketTimings {
  /** Between two pings; the answer must be there when the next is due. */
  ping: number;
  /** For the answer to a ping sent because the network came or went, or the person came back. */
  wakePing: number;
  /** For a connection to open and to be authenticated. */
  open: number;
  /** Upper ends of the waits after the first, second, … failure in a row; the last one repeats. */
  retries: readonly number[];
  /** A connection that lived this long starts the waits from the beginning. */
  stable: number;
}

export interface Socket {
  getState(): SocketState;
  /** Calls the listener on every change of state; returns the function that ends this. */
  subscribe(listener: () => void): () => void;
  /** What the server calls this connection; empty before the first hello. */
  getConnectionId(): string;
  /** Resolves with the reply's data; rejects with ApiError, or NetworkError when there is no connection. */
  send(action: string, data?: Record<string, unknown>): Promise<Record<string, unknown>>;
  /** Ends a wait at once, or makes sure that a silent connection still lives. */
  wake(): void;
  close(): void;
}

const defaultTimings: SocketTimings = {
  ping: 30_000,
  wakePing: 5_000,
  open: 15_000,
  retries: [300, 1_000, 3_000, 6_000, 12_000, 30_000],
  stable: 10_000,
};

/** Codes the server counts in `disconnect_err_code` (reference: wire/websocket.md §1). */
const pingUnanswered = 4000;
const sequenceGap = 4001;
/** The server's, for those who asked for `close_with_session`. */
const sessionEnded = 4401;

interface Pending {
  resolve: (data: Record<string, unknown>) => void;
  reject: (error: Error) => void;
}

/** One WebSocket and everything that must not outlive it. */
interface Attempt {
  readonly socket: SocketLike;
  readonly pending: Map<number, Pending>;
  isOpen: boolean;
  requests: number;
  timer: ReturnType<typeof setTimeout> | undefined;
  /** ms since 1970; 0 before the first answer. */
  answeredAt: number;
}

/** Connects at once and stays connected until `close()` or the end of the session. Throws on an unusable address. */
export function createSocket(options: SocketOptions): Socket {
  return new ReliableSocket(options);
}

class ReliableSocket implements Socket {
  private readonly options: SocketOptions;
  private readonly timings: SocketTimings;
  private readonly listeners = new Set<() => void>();
  private state: SocketState = { name: 'connecting' };
  private attempt: Attempt | undefined;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  private failures = 0;
  private lastCode = 0;
  private connectionId = '';
  private expectedSeq = 0;
  /** True from the moment events were lost until `onResync` has made up for it. */
  private lostEvents = false;
  /** The last run of `onResync`: for which connection, and whether it succeeded. */
  private resync: { connectionId: string; succeeded: Promise<boolean> } | undefined;
  private readonly stopWatching: () => void;

  constructor(options: SocketOptions) {
    this.options = options;
    this.timings = { ...defaultTimings, ...options.timings };
    this.connect();
    this.stopWatching = watchForReturn(() => this.wake());
  }

  getState = (): SocketState => this.state;
  getConnectionId = (): string => this.connectionId;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  send = (action: string, data?: Record<string, unknown>): Promise<Record<string, unknown>> => {
    if (!this.attempt?.isOpen) return Promise.reject(new NetworkError('Not connected.'));
    return this.request(this.attempt, action, data);
  };

  wake = (): void => {
    if (this.state.name === 'waiting') this.connect();
    else if (this.attempt?.isOpen) this.ping(this.attempt, this.timings.wakePing);
  };

  close = (): void => this.end(false);

  private connect(): void {
    clearTimeout(this.retryTimer);
    const SocketClass = this.options.WebSocket ?? globalThis.WebSocket;
    const socket = new SocketClass(this.address());
    const attempt: Attempt = {
      socket,
      pending: new Map(),
      isOpen: false,
      requests: 0,
      timer: undefined,
      answeredAt: 0,
    };
    this.attempt = attempt;
    this.setState({ name: 'connecting' });
    attempt.timer = setTimeout(() => this.drop(attempt, 0), this.timings.open);
    const isCurrent = () => this.attempt === attempt;
    socket.addEventListener('open', () => isCurrent() && this.opened(attempt));
    socket.addEventListener('message', ({ data }) => isCurrent() && this.received(attempt, data));
    socket.addEventListener('close', ({ code }) => isCurrent() && this.closed(attempt, code ?? 0));
    // A close always follows; without a listener some implementations would throw.
    socket.addEventListener('error', () => isCurrent() && this.options.log?.('The connection failed.'));
  }

  private address(): string {
    const page = (globalThis as { location?: { href: string } }).location?.href;
    const url = new URL(`${this.options.url.replace(/\/+$/, '')}/api/v4/websocket`, page);
    url.protocol = url.protocol.replace('http', 'ws');
    url.searchParams.set('connection_id', this.connectionId);
    url.searchParams.set('sequence_number', String(this.expectedSeq));
    url.searchParams.set('close_with_session', 'true');
    if (this.lastCode > 0) url.searchParams.set('disconnect_err_code', String(this.lastCode));
    return url.href;
  }

  private opened(attempt: Attempt): void {
    attempt.isOpen = true;
    if (this.connectionId) this.setState({ name: 'catching-up' });
    const { token } = this.options;
    // Wire: no answer is awaited, since an already authenticated socket ignores the challenge.
    if (token) this.transmit(attempt, 'authentication_challenge', { token });
    // Answers queue behind replayed events, so the first pong says that all of them have arrived.
    this.ping(attempt, this.timings.open);
  }

  private ping(attempt: Attempt, waitMs: number): void {
    clearTimeout(attempt.timer);
    attempt.timer = setTimeout(() => this.drop(attempt, pingUnanswered), waitMs);
    this.request(attempt, 'ping').then(
      () => this.answered(attempt),
      (error: unknown) => {
        if (this.attempt !== attempt || !(error instanceof ApiError)) return;
        if (error.status === 401) this.end(true);
        else this.drop(attempt, pingUnanswered);
      },
    );
  }

  private answered(attempt: Attempt): void {
    if (this.attempt !== attempt) return;
    clearTimeout(attempt.timer);
    attempt.timer = setTimeout(() => this.ping(attempt, this.timings.ping), this.timings.ping);
    if (attempt.answeredAt > 0) return;
    attempt.answeredAt = Date.now();
    void this.catchUp(attempt);
  }

  private async catchUp(attempt: Attempt): Promise<void> {
    if (this.lostEvents) {
      if (this.resync?.connectionId !== this.connectionId) this.startResync();
      const succeeded = await this.resync?.succeeded;
      if (this.attempt !== attempt) return;
      if (!succeeded) {
        this.resync = undefined;
        this.drop(attempt, 0);
        return;
      }
      this.lostEvents = false;
    }
    this.setState({ name: 'live' });
  }

  /** One after the other: a load begun before the newest connection may have missed events in between. */
  private startResync(): void {
    const previous = this.resync?.succeeded;
    const run = async (): Promise<boolean> => {
      await previous;
      try {
        await this.options.onResync?.();
        return true;
      } catch (error) {
        this.options.log?.('Loading afresh failed.', error);
        return false;
      }
    };
    this.resync = { connectionId: this.connectionId, succeeded: run() };
  }

  private received(attempt: Attempt, text: unknown): void {
    let frame: EventFrame | ReplyFrame;
    try {
      frame = decodeFrame(String(text));
    } catch (error) {
      this.options.log?.('A frame could not be read.', error);
      this.forgetAndDrop(attempt);
      return;
    }
    if (isEvent(frame)) this.receivedEvent(attempt, frame);
    else receivedReply(attempt, frame);
  }

  private receivedEvent(attempt: Attempt, frame: EventFrame): void {
    if (frame.event === 'hello') this.greeted(frame.data.connection_id);
    else if (frame.seq !== this.expectedSeq) {
      this.options.log?.(`Expected event ${this.expectedSeq}, received ${frame.seq}.`);
      this.forgetAndDrop(attempt);
      return;
    }
    this.expectedSeq = frame.seq + 1;
    try {
      this.options.onEvent?.(frame);
    } catch (error) {
      this.options.log?.(`The event ${frame.event} could not be applied.`, error);
    }
  }

  private greeted(connectionId: string): void {
    if (connectionId === this.connectionId) return;
    if (this.connectionId) this.lostEvents = true;
    this.connectionId = connectionId;
    if (!this.lostEvents) return;
    this.setState({ name: 'catching-up' });
    this.startResync();
  }

  /** Where the order is broken nothing of the connection can be trusted, so the next one starts anew. */
  private forgetAndDrop(attempt: Attempt): void {
    this.lostEvents = true;
    this.connectionId = '';
    this.expectedSeq = 0;
    this.drop(attempt, sequenceGap);
  }

  private request(attempt: Attempt, action: string, data?: Record<string, unknown>): Promise<Record<string, unknown>> {
    return new Promise((resolve, reject) => {
      const seq = this.transmit(attempt, action, data);
      attempt.pending.set(seq, { resolve, reject });
    });
  }

  private transmit(attempt: Attempt, action: string, data: Record<string, unknown> = {}): number {
    attempt.requests += 1;
    const frame: RequestFrame = { seq: attempt.requests, action, data };
    attempt.socket.send(JSON.stringify(frame));
    return frame.seq;
  }

  /** Gives the connection up without waiting for the other side, which may be gone. */
  private drop(attempt: Attempt, code: number): void {
    this.lost(attempt, code);
    discard(attempt, code);
  }

  private closed(attempt: Attempt, code: number): void {
    if (code === sessionEnded) this.end(true);
    else this.lost(attempt, code);
  }

  private lost(attempt: Attempt, code: number): void {
    if (this.attempt !== attempt) return;
    this.attempt = undefined;
    this.lastCode = code;
    abandonRequests(attempt);
    if (attempt.answeredAt > 0 && Date.now() - attempt.answeredAt >= this.timings.stable) this.failures = 0;
    const longest = this.timings.retries[Math.min(this.failures, this.timings.retries.length - 1)] ?? 0;
    this.failures += 1;
    // Spread out, so that a restarted server is not met by all its clients in the same instant.
    const waitMs = Math.round(longest * (0.5 + Math.random() / 2));
    this.retryTimer = setTimeout(() => this.connect(), waitMs);
    this.setState({ name: 'waiting', retry_at: Date.now() + waitMs });
  }

  private end(sessionEnded: boolean): void {
    if (this.state.name === 'closed') return;
    const { attempt } = this;
    this.attempt = undefined;
    clearTimeout(this.retryTimer);
    this.stopWatching();
    if (attempt) {
      abandonRequests(attempt);
      discard(attempt, 1000);
    }
    this.setState({ name: 'closed', session_ended: sessionEnded });
    if (sessionEnded) this.options.onSessionEnded?.();
  }

  private setState(state: SocketState): void {
    if (state.name === this.state.name && state.name !== 'waiting') return;
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}

function receivedReply(attempt: Attempt, { seq_reply = 0, status, data, error }: ReplyFrame): void {
  const pending = attempt.pending.get(seq_reply);
  attempt.pending.delete(seq_reply);
  if (status === 'OK') pending?.resolve(data ?? {});
  else if (error) pending?.reject(new ApiError({ ...error, request_id: '' }));
  else pending?.reject(new NetworkError('The request failed without a reason.'));
}

function abandonRequests(attempt: Attempt): void {
  clearTimeout(attempt.timer);
  for (const { reject } of attempt.pending.values()) reject(new NetworkError('The connection was lost.'));
  attempt.pending.clear();
}

function discard(attempt: Attempt, code: number): void {
  if (code > 0) attempt.socket.close(code);
  else attempt.socket.close();
}

interface EventSource {
  addEventListener?: (type: string, listener: () => void) => void;
  removeEventListener?: (type: string, listener: () => void) => void;
}

/** In browsers: calls back when the network returns or goes, or the person looks at the page again. */
function watchForReturn(returned: () => void): () => void {
  const page = globalThis as EventSource & { document?: EventSource & { visibilityState: string } };
  const { document } = page;
  if (!document) return () => {};
  const looked = () => document.visibilityState === 'visible' && returned();
  page.addEventListener?.('online', returned);
  page.addEventListener?.('offline', returned);
  document.addEventListener?.('visibilitychange', looked);
  return () => {
    page.removeEventListener?.('online', returned);
    page.removeEventListener?.('offline', returned);
    document.removeEventListener?.('visibilitychange', looked);
  };
}
