/** A hub on a real HTTP server with plain maps around it, and raw clients, for the tests of this folder. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ReplyFrame } from '@innermost/protocol/events.ts';
import { WebSocket } from 'ws';
import { newId } from '../platform/ids.ts';
import type { Durations, Memberships, RealtimeDependencies, RealtimeSession } from './dependencies.ts';
import { createHub, type Hub } from './hub.ts';

/** An event as it is on the wire, JSON strings inside JSON included. */
export interface RawEvent {
  event: string;
  data: Record<string, unknown>;
  broadcast: Record<string, unknown>;
  seq: number;
}

export interface TestHub {
  hub: Hub;
  server: Server;
  port: number;
  /** Token → session; a session that is taken out has ended. */
  sessions: Map<string, RealtimeSession>;
  memberships: Map<string, { channels: string[]; teams: string[] }>;
  /** What the hub told the presence, in order. */
  presence: unknown[][];
  deps: RealtimeDependencies;
  /** A person with a session; the token is what clients connect with. */
  person(belongsTo?: { channels?: string[]; teams?: string[] }, traits?: Partial<RealtimeSession>): TestPerson;
  connect(person?: { token: string }, query?: Record<string, string>): TestClient;
  stop(): Promise<void>;
}

export interface TestPerson {
  id: string;
  token: string;
  session: RealtimeSession;
}

export async function startHub(
  overrides: Partial<Omit<RealtimeDependencies, 'durations'>> & { durations?: Partial<Durations> } = {},
): Promise<TestHub> {
  const sessions = new Map<string, RealtimeSession>();
  const memberships: TestHub['memberships'] = new Map();
  const presence: unknown[][] = [];
  const clients: TestClient[] = [];
  const deps: RealtimeDependencies = {
    config: () => ({ SiteURL: '', AllowCorsFrom: '', EnableUserStatuses: true }),
    authenticate: async (token) => sessions.get(token),
    isStillValid: (session) => [...sessions.values()].some(({ id }) => id === session.id),
    tokenOfUpgrade: ({ headers }) => headers.authorization?.replace('Bearer ', ''),
    memberships: async (userId): Promise<Memberships> => memberships.get(userId) ?? { channels: [], teams: [] },
    mayPostIn: async ({ user_id: userId }, channelId) => memberships.get(userId)?.channels.includes(channelId) === true,
    mayReadChannel: () => false,
    canSeeUser: () => true,
    presence: {
      connected: (userId) => void presence.push(['connected', userId]),
      disconnected: (userId, newest) => void presence.push(['disconnected', userId, newest]),
      activity: (userId, what) => void presence.push(['activity', userId, what]),
      statuses: () => ({}),
    },
    tell: (emission) => hub.publish([emission]),
    serverVersion: () => '11.6.0.1.hash.false',
    now: () => Date.now(),
    elapsed: () => performance.now(),
    log: { debug() {}, warn() {}, error() {} },
    ...overrides,
  };
  const hub = createHub(deps);
  const server = createServer();
  hub.attach(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    hub,
    server,
    port,
    sessions,
    memberships,
    presence,
    deps,
    person(belongsTo = {}, traits = {}) {
      const id = traits.user_id ?? newId();
      const session = { id: newId(), user_id: id, is_admin: false, is_guest: false, expires_at: 0, ...traits };
      const token = newId();
      sessions.set(token, session);
      memberships.set(id, { channels: belongsTo.channels ?? [], teams: belongsTo.teams ?? [] });
      return { id, token, session };
    },
    connect(person, query = {}) {
      const client = new TestClient(
        `ws://127.0.0.1:${port}/api/v4/websocket?${new URLSearchParams(query).toString()}`,
        person,
      );
      clients.push(client);
      return client;
    },
    async stop() {
      for (const { socket } of clients) socket.terminate();
      await hub.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const patience = 5_000;

/** A raw client that keeps every frame it gets. */
export class TestClient {
  readonly socket: WebSocket;
  readonly frames: (RawEvent | ReplyFrame)[] = [];
  /** The code with which the socket was closed. */
  readonly closed: Promise<number>;
  private taken = 0;
  private lastSeq = 0;
  private wake: () => void = () => undefined;

  constructor(url: string, person?: { token: string }, headers: Record<string, string> = {}) {
    const authorization = person === undefined ? {} : { Authorization: `Bearer ${person.token}` };
    this.socket = new WebSocket(url, { headers: { ...authorization, ...headers }, perMessageDeflate: false });
    this.socket.on('message', (text: Buffer) => {
      this.frames.push(JSON.parse(text.toString()) as RawEvent | ReplyFrame);
      this.wake();
    });
    this.socket.on('error', () => undefined);
    this.closed = new Promise((resolve) => this.socket.once('close', resolve));
  }

  get events(): RawEvent[] {
    return this.frames.filter((frame) => 'event' in frame);
  }

  get replies(): ReplyFrame[] {
    return this.frames.filter((frame) => 'status' in frame);
  }

  async opened(): Promise<this> {
    if (this.socket.readyState === WebSocket.CONNECTING) {
      await new Promise<void>((resolve, reject) => {
        this.socket.once('open', resolve);
        this.socket.once('error', reject);
      });
    }
    return this;
  }

  /** The next frame that was not taken yet; rejects when none comes. */
  async next(): Promise<RawEvent | ReplyFrame> {
    const deadline = AbortSignal.timeout(patience);
    while (this.frames.length <= this.taken) {
      if (deadline.aborted) throw new Error(`No further frame; so far: ${JSON.stringify(this.frames)}`);
      await new Promise<void>((resolve) => {
        this.wake = resolve;
        deadline.addEventListener('abort', () => resolve(), { once: true });
      });
    }
    const frame = this.frames[this.taken];
    this.taken += 1;
    if (frame === undefined) throw new Error('Unreachable: there is a frame beyond those taken.');
    return frame;
  }

  async nextEvent(): Promise<RawEvent> {
    const frame = await this.next();
    if (!('event' in frame)) throw new Error(`Expected an event, got ${JSON.stringify(frame)}`);
    return frame;
  }

  async nextReply(): Promise<ReplyFrame> {
    const frame = await this.next();
    if (!('status' in frame)) throw new Error(`Expected a reply, got ${JSON.stringify(frame)}`);
    return frame;
  }

  /** Waits for `hello` and returns the connection id in it. */
  async hello(): Promise<string> {
    const { event, data } = await this.nextEvent();
    if (event !== 'hello') throw new Error(`Expected hello, got ${event}`);
    return String(data['connection_id']);
  }

  /** Sends a request with the next number. */
  send(action: string, data: Record<string, unknown> = {}): void {
    this.lastSeq += 1;
    this.socket.send(JSON.stringify({ seq: this.lastSeq, action, data }));
  }

  async ask(action: string, data: Record<string, unknown> = {}): Promise<ReplyFrame> {
    this.send(action, data);
    return this.nextReply();
  }

  /** Resolves when everything that was sent to this client before has arrived. */
  async caughtUp(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.socket.once('pong', () => resolve());
      this.socket.ping();
    });
  }

  async disconnect(): Promise<void> {
    this.socket.terminate();
    await this.closed;
  }
}
