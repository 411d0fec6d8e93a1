/**
 * Keeps the state true while someone is signed in: the first load, the socket, loading afresh after a loss, and the
 * things events only mention. Every load notes the events that arrive while it runs and applies them once more to what
 * it brings, so an answer that is older than an event never undoes it.
 */
import { ApiError } from '@innermost/client/errors.ts';
import type { Client } from '@innermost/client/http.ts';
import { createSocket, type Socket, type SocketOptions, type SocketState } from '@innermost/client/socket.ts';
import type { EventFrame } from '@innermost/protocol/events.ts';
import type { Team } from '@innermost/protocol/teams.ts';
import { createStore, type StoreApi } from 'zustand/vanilla';

import { applyEvents } from './slices/slices.ts';
import { createBatch, type Batch } from './batch.ts';
import { loadSession } from './load.ts';
import type { Guess } from './guess.ts';
import { catchUp, fallBehind, loadAroundUnread } from './pages.ts';
import type { Change, LiveState } from './state.ts';
import type { LiveStore } from './store.ts';
import { fetchWanted } from './wants.ts';

/** `away`: no connection since `since`, next attempt at `retry_at` (both ms since 1970). */
export type ConnectionState =
  | { readonly name: 'connecting' | 'live' | 'catching-up' }
  | { readonly name: 'away'; readonly since: number; readonly retry_at: number };

export interface ConnectionOptions {
  client: Client;
  store: LiveStore;
  socket: Omit<SocketOptions, 'onEvent' | 'onResync' | 'onSessionEnded'>;
  now: () => number;
  /** Of which teams to load the sidebar; more come when they are opened. */
  teams: (teams: readonly Team[]) => readonly string[];
  /** What the first load will probably have to bring besides. */
  guess?: () => Guess | undefined;
  /** Channel and thread on the screen: they are brought up to date first. */
  shown: () => readonly string[];
  /** The connection is there (again): what waits for it may go. */
  onLive: () => void;
  onSessionEnded: () => void;
  /** Makes every change that comes from the server. */
  apply: (change: Change) => void;
  /** With the server's version, on every new or resumed connection. */
  onHello: (versionId: string) => void;
}

export interface Connection {
  store: StoreApi<ConnectionState>;
  /** Runs a load and applies what it brings. Rejects as the load does, changing nothing. */
  bring(load: () => Promise<Change>): Promise<void>;
  /** Resolves when the first load is done; rejects with its error. */
  ready: Promise<void>;
  socket: Socket;
  /** No connection: whatever is asked now fails. */
  isAway(): boolean;
  /** Runs it now, or as soon as there is a connection again; returns what forgets it. */
  whenBack(run: () => void): () => void;
  close(): void;
}

/** Without a socket after this long (ms), loading begins over HTTP alone. */
const socketPatience = 1_500;
const retryWantedMs = 5_000;

export function connect(options: ConnectionOptions): Connection {
  return new LiveConnection(options);
}

class LiveConnection implements Connection {
  readonly store = createStore<ConnectionState>(() => ({ name: 'connecting' }));
  readonly socket: Socket;
  readonly ready: Promise<void>;
  private readonly options: ConnectionOptions;
  /** One list per load under way, of the events that arrived since it began. */
  private readonly recorders = new Set<EventFrame[]>();
  private readonly batch: Batch;
  private readonly greeted: Promise<void>;
  private greet: (() => void) | undefined;
  private readonly stops: (() => void)[] = [];
  private isFetching = false;
  private isClosed = false;
  private lastLive: number;
  private loadedWithoutSocket = false;

  constructor(options: ConnectionOptions) {
    this.options = options;
    this.lastLive = options.now();
    this.greeted = new Promise((resolve) => (this.greet = resolve));
    this.batch = createBatch((frames) => options.apply((state) => this.after(state, frames)));
    this.socket = createSocket({
      ...options.socket,
      onEvent: (frame) => this.heard(frame),
      onResync: () => this.loadAgain(),
      onSessionEnded: options.onSessionEnded,
    });
    this.stops.push(
      this.socket.subscribe(() => this.follow()),
      options.store.subscribe((state) => {
        if (state.wants.size > 0) void this.fetchWanted();
      }),
    );
    this.ready = this.loadFirst();
  }

  bring = async (load: () => Promise<Change>): Promise<void> => {
    const { apply } = this.options;
    const heard: EventFrame[] = [];
    this.recorders.add(heard);
    try {
      const change = await load();
      if (this.isClosed) return;
      // An event from before the load must not come after one that the load brought along.
      this.batch.flush();
      apply((state) => this.after(change(state), heard));
    } finally {
      this.recorders.delete(heard);
    }
  };

  close(): void {
    this.isClosed = true;
    this.batch.close();
    for (const stop of this.stops) stop();
    this.socket.close();
  }

  private heard(frame: EventFrame): void {
    if (frame.event === 'hello') {
      this.greet?.();
      this.options.onHello(frame.data.server_version);
    }
    for (const recorder of this.recorders) recorder.push(frame);
    this.batch.add(frame);
  }

  private after(state: LiveState, frames: readonly EventFrame[]): LiveState {
    const { now, socket } = this.options;
    return applyEvents(state, frames, now(), ({ event }, error) =>
      socket.log?.(`The event ${event} could not be applied.`, error),
    );
  }

  private async loadFirst(): Promise<void> {
    const { client, teams } = this.options;
    // From the greeting on every event is heard; that the socket answers too need not be waited for.
    this.loadedWithoutSocket = !(await inTime(this.greeted, socketPatience));
    const { team_id = '', channel_id = '' } = this.options.guess?.() ?? {};
    await this.bring(async () => {
      const [session, posts] = await Promise.all([
        loadSession(client, { teams, guessedTeam: team_id }),
        channel_id === '' ? undefined : loadAroundUnread(client, channel_id).catch(() => undefined),
      ]);
      return (state) => posts?.(session(state)) ?? session(state);
    });
  }

  private async loadAgain(): Promise<void> {
    const { client, store, teams, shown } = this.options;
    const { users, emoji } = store.getState();
    const known = { users: Object.keys(users), emoji: Object.keys(emoji), since: this.lastLive };
    this.batch.flush();
    store.change(fallBehind);
    await this.bring(() => loadSession(client, { teams, known }));
    const held = shown().filter((key) => key in store.getState().behind);
    await Promise.all(held.map((key) => this.bring(() => catchUp(client, store.getState(), key))));
  }

  private async fetchWanted(): Promise<void> {
    const { client, store } = this.options;
    // What waits for the connection is asked for when it is back: see `follow`.
    if (this.isFetching || this.isClosed || this.isAway() || store.getState().me_id === '') return;
    this.isFetching = true;
    try {
      while (!this.isClosed && !this.isAway() && store.getState().wants.size > 0) {
        await this.bring(() => fetchWanted(client, store.getState()));
      }
    } catch {
      setTimeout(() => void this.fetchWanted(), retryWantedMs);
    } finally {
      this.isFetching = false;
    }
  }

  whenBack(run: () => void): () => void {
    if (!this.isAway()) {
      run();
      return () => undefined;
    }
    // A network that was gone for a moment may never have cost the socket its connection.
    const look = () => {
      if (this.isAway()) return;
      forget();
      run();
    };
    const stop = this.store.subscribe(look);
    globalThis.addEventListener?.('online', look);
    const forget = () => {
      stop();
      globalThis.removeEventListener?.('online', look);
    };
    return forget;
  }

  isAway(): boolean {
    // Outside of browsers nobody says.
    const { onLine = true } = (globalThis as { navigator?: { onLine?: boolean } }).navigator ?? {};
    return this.store.getState().name === 'away' || !onLine;
  }

  private follow(): void {
    this.batch.flush();
    const state = this.socket.getState();
    const before = this.store.getState();
    if (state.name === 'live') {
      // What was loaded before there was a socket may have missed something since.
      if (this.loadedWithoutSocket) void this.loadAgain().catch(() => this.socket.wake());
      this.loadedWithoutSocket = false;
      this.lastLive = this.options.now();
      this.options.onLive();
    } else if (before.name === 'live') this.lastLive = this.options.now();
    this.store.setState(describe(state, before, this.lastLive), true);
    if (state.name === 'live' && this.options.store.getState().wants.size > 0) void this.fetchWanted();
  }
}

function describe(state: SocketState, before: ConnectionState, lastLive: number): ConnectionState {
  if (state.name === 'live' || state.name === 'catching-up') return { name: state.name };
  // Attempts in between do not make the banner flicker: away until it works.
  if (state.name === 'waiting') {
    return { name: 'away', since: before.name === 'away' ? before.since : lastLive, retry_at: state.retry_at };
  }
  return before.name === 'away' ? before : { name: 'connecting' };
}

/** Whether something comes about within so many ms. */
function inTime(something: Promise<void>, ms: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms, false);
    const come = async () => {
      await something;
      clearTimeout(timer);
      resolve(true);
    };
    void come();
  });
}

/** True when an error says that there is no session (any more). */
export function isSignedOut(error: unknown): boolean {
  return error instanceof ApiError && error.status === 401;
}
