/** Who is connected: registers connections, takes them back, lets them go (reference: wire/websocket.md §5). */
import { setTimeout } from 'node:timers/promises';
import { isId } from '@innermost/protocol/limits.ts';
import { newId } from '../platform/ids.ts';
import { closeCodes } from './close-codes.ts';
import { type ClientSocket, Connection, type FlowListener } from './connection.ts';
import type { RealtimeDependencies, RealtimeSession } from './dependencies.ts';
import { encodeEvent } from './encode.ts';
import { createGate, type Gate } from './gate.ts';
import { MembershipIndex, type Person } from './membership.ts';

/** Inactive connections kept per user; a client that reconnects in a loop must not pile them up. */
const inactivePerUser = 16;

/** An authenticated session with its person held in the index until `release`. */
export interface Admission {
  session: RealtimeSession;
  person: Person;
}

/** What the client asked for in the query of the upgrade. */
export interface Arrival {
  connection_id: string;
  /** Undefined where it is missing or no integer. */
  sequence_number: number | undefined;
}

export interface RegistryCounts {
  /** Open sockets, those of strangers included. */
  sockets: number;
  active: number;
  inactive: number;
  users: number;
  /** Channels with somebody in them who is connected or may still come back. */
  channels: number;
  /** Connections that wait to be authenticated. */
  arriving: number;
  /** Frames that wait to be written. */
  waiting: number;
  /** Since the start: connections given up because their client did not keep up. */
  dropped: number;
}

export class Registry {
  readonly byId = new Map<string, Connection>();
  /** Every socket that is open, registered or not. */
  readonly sockets = new Set<ClientSocket>();
  readonly memberships: MembershipIndex;
  readonly gate: Gate;
  private readonly deps: RealtimeDependencies;
  private readonly flow: FlowListener;
  private dropped = 0;
  /** Counts changes of sessions and roles, so that an admission under way can tell that it may be stale. */
  private sessionVersion = 0;

  constructor(deps: RealtimeDependencies, flow: FlowListener) {
    this.deps = deps;
    this.flow = flow;
    this.memberships = new MembershipIndex((userId) => deps.memberships(userId));
    this.gate = createGate(deps.concurrentRegistrations ?? 16);
  }

  /** Authenticates a token and loads its user's memberships. What is returned must be released. */
  async admit(token: string): Promise<Admission | undefined> {
    for (;;) {
      const version = this.sessionVersion;
      const session = await this.deps.authenticate(token);
      if (session === undefined) return undefined;
      const person = await this.memberships.acquire(session.user_id);
      if (version === this.sessionVersion) return { session, person };
      this.release(person);
    }
  }

  release(person: Person): void {
    this.memberships.release(person);
  }

  /** Takes in a socket; it hears nothing before it is registered. */
  open(socket: ClientSocket): Connection {
    const connection = new Connection(this.flow);
    this.sockets.add(socket);
    connection.attach(socket);
    return connection;
  }

  /**
   * Receives an authenticated socket: as the connection it names, if that waits for its client, else as a new one.
   * Returns false for a query that is to be answered by closing the socket.
   */
  receive(socket: ClientSocket, { session, person }: Admission, arrival: Arrival): boolean {
    if (arrival.connection_id === '') return this.register(socket, session, person);
    if (!isId(arrival.connection_id) || arrival.sequence_number === undefined) return false;

    const waiting = this.byId.get(arrival.connection_id);
    if (waiting === undefined || waiting.socket !== undefined || waiting.session?.user_id !== session.user_id) {
      return this.register(socket, session, person);
    }
    if (!this.deps.isStillValid(session)) return false;
    waiting.attach(socket);
    waiting.session = session;
    if (waiting.resume(arrival.sequence_number) === 'lost') {
      this.byId.delete(waiting.id);
      this.introduce(waiting, session);
    }
    waiting.flush();
    this.markActive(waiting);
    return true;
  }

  /** Makes the socket's connection a new one of the user. False when the session has ended meanwhile. */
  register(socket: ClientSocket, session: RealtimeSession, person: Person): boolean {
    const { connection } = socket;
    if (connection === undefined || !this.memberships.isCurrent(person) || !this.deps.isStillValid(session)) {
      return false;
    }
    connection.session = session;
    this.memberships.seat(person, [...person.connections, connection]);
    this.introduce(connection, session);
    this.markActive(connection);
    return true;
  }

  /** The socket is gone. A registered connection waits for its client, any other ends. */
  closed(socket: ClientSocket): void {
    this.sockets.delete(socket);
    const { connection } = socket;
    if (connection === undefined) return;
    connection.detach();
    const person = this.personOf(connection);
    if (person === undefined) return;
    this.reportDeparture(person);
    const inactive = person.connections.filter(({ socket }) => socket === undefined);
    if (inactive.length > inactivePerUser && inactive[0] !== undefined) this.remove(inactive[0], person);
  }

  /** Ends a connection for good, its socket with it. Its client starts anew. */
  drop(connection: Connection, person = this.personOf(connection)): void {
    this.dropped += 1;
    const { socket } = connection;
    this.silence(connection, person);
    socket?.terminate();
  }

  /** The session has ended: its client hears nothing more, cannot resume, and its socket is closed. */
  end(connection: Connection): void {
    const { socket } = connection;
    this.silence(connection);
    if (socket !== undefined) closeEnded(socket);
  }

  /** Ends connections whose session ran out without anybody being told. */
  endExpired(): void {
    for (const connection of this.byId.values())
      if (connection.session !== undefined && !this.deps.isStillValid(connection.session)) this.end(connection);
  }

  /** Nothing more is sent, and nobody can resume it. Its socket is for the caller to close. */
  silence(connection: Connection, person = this.personOf(connection)): void {
    connection.session = undefined;
    connection.clear();
    if (person === undefined) return;
    this.remove(connection, person);
    if (connection.socket !== undefined) this.reportDeparture(person);
  }

  endSessions(sessionIds: ReadonlySet<string>): void {
    this.sessionVersion += 1;
    for (const connection of this.byId.values()) {
      if (connection.session !== undefined && sessionIds.has(connection.session.id)) this.end(connection);
    }
  }

  changeRoles(userId: string, { is_admin, is_guest }: Pick<RealtimeSession, 'is_admin' | 'is_guest'>): void {
    this.sessionVersion += 1;
    for (const connection of this.memberships.people.get(userId)?.connections ?? []) {
      if (connection.session !== undefined) connection.session = { ...connection.session, is_admin, is_guest };
    }
  }

  /** Nothing that waits or was sent can be trusted to be complete: all clients start anew. */
  dropEverything(): void {
    for (const connection of this.byId.values()) this.drop(connection);
  }

  /** True while the user has an open socket; false while every client is away and may still come back. */
  isConnected(userId: string): boolean {
    return this.memberships.people.get(userId)?.connections.some(({ socket }) => socket !== undefined) ?? false;
  }

  /** Says goodbye to every socket, and ends those that have not answered after `patience` ms. */
  async closeSockets(patience = 1_000): Promise<void> {
    for (const socket of this.sockets) socket.close(closeCodes.goingAway);
    const deadline = AbortSignal.timeout(patience);
    while (this.sockets.size > 0 && !deadline.aborted) await setTimeout(10);
    for (const socket of this.sockets) socket.terminate();
  }

  counts(): RegistryCounts {
    let active = 0;
    let waiting = 0;
    for (const connection of this.byId.values()) {
      if (connection.socket !== undefined) active += 1;
      waiting += connection.waiting;
    }
    return {
      sockets: this.sockets.size,
      active,
      inactive: this.byId.size - active,
      users: this.memberships.people.size,
      channels: this.memberships.channelCount,
      arriving: this.gate.waiting(),
      waiting,
      dropped: this.dropped,
    };
  }

  /** Ends inactive connections whose user did nothing since `before`, by `elapsed`. */
  reap(before: number): void {
    for (const connection of this.byId.values()) {
      if (connection.socket !== undefined || connection.actedAt >= before) continue;
      const person = this.personOf(connection);
      if (person !== undefined) this.remove(connection, person);
    }
  }

  private personOf(connection: Connection): Person | undefined {
    if (connection.session === undefined) return undefined;
    const person = this.memberships.people.get(connection.session.user_id);
    return person?.connections.includes(connection) === true ? person : undefined;
  }

  private remove(connection: Connection, person: Person): void {
    this.byId.delete(connection.id);
    const others = person.connections.filter((other) => other !== connection);
    this.memberships.seat(person, others);
    this.memberships.forgetIfUnused(person);
  }

  /** Coming online may be told to the user at once: not before hello, nor before what the client missed. */
  private markActive(connection: Connection): void {
    connection.acted(this.deps);
    if (connection.session !== undefined) this.deps.presence.connected(connection.session.user_id);
  }

  /** Gives the connection an id and tells it to the client. */
  private introduce(connection: Connection, session: RealtimeSession): void {
    connection.id = newId();
    this.byId.set(connection.id, connection);
    const hostname = this.deps.serverHostname?.();
    const hello = encodeEvent({
      event: 'hello',
      data: {
        server_version: this.deps.serverVersion(),
        connection_id: connection.id,
        ...(hostname !== undefined && { server_hostname: hostname }),
      },
      audience: { user_id: session.user_id },
    });
    connection.sendFirst(hello);
  }

  private reportDeparture(person: Person): void {
    const active = person.connections.filter(({ socket }) => socket !== undefined);
    const newest = active.length === 0 ? undefined : Math.max(...active.map(({ lastActivityAt }) => lastActivityAt));
    this.deps.presence.disconnected(person.id, newest);
  }
}

/** Closes a socket whose session has ended; clients that asked for it are told that connecting again is of no use. */
export function closeEnded(socket: ClientSocket): void {
  socket.close(socket.closesWithSession ? closeCodes.sessionEnded : closeCodes.refused);
}
