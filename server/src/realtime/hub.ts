/** The realtime part of the server: takes events in after their transaction committed, and sockets. */
import type { Server } from 'node:http';
import type { Emission } from './audience.ts';
import { closeCodes } from './close-codes.ts';
import { ClientSocket } from './connection.ts';
import { Delivery } from './delivery.ts';
import { type RealtimeDependencies, wireDurations } from './dependencies.ts';
import { KeepAlive } from './keep-alive.ts';
import { type Admission, type Arrival, Registry, type RegistryCounts } from './registration.ts';
import { Requests } from './requests.ts';
import { createTimers } from './timers.ts';
import { Upgrades } from './upgrade.ts';

export interface HubStats extends RegistryCounts {
  /** Since the start: events written or queued, counted per receiver. */
  deliveries: number;
}

export interface Hub {
  /** Delivers committed events, in order, before it returns. */
  publish(emissions: readonly Emission[]): void;
  joinedChannel(userId: string, channelId: string): void;
  leftChannel(userId: string, channelId: string): void;
  joinedTeam(userId: string, teamId: string): void;
  /** The channels of the team are left one by one, with `leftChannel`. */
  leftTeam(userId: string, teamId: string): void;
  /** Memberships changed in a way that was not told, of one person or anybody: they are read again, and events wait. */
  membershipsUnknown(userId?: string): void;
  /** Events may have been missed: every client starts anew. */
  dropEverything(): void;
  sessionsRevoked(sessionIds: Iterable<string>): void;
  rolesChanged(userId: string, roles: { is_admin: boolean; is_guest: boolean }): void;
  /** The user did something over REST in this session: keeps an inactive connection from being reaped. */
  userActive(userId: string, sessionId: string): void;
  openSockets(): number;
  /** True while the user has an open socket. */
  isConnected(userId: string): boolean;
  /** Answers the server's upgrade requests, all of them: whatever is no socket of ours gets a 404. */
  attach(server: Server): void;
  /** Closes every socket and takes no more. */
  close(): Promise<void>;
  stats(): HubStats;
}

export function createHub(deps: RealtimeDependencies): Hub {
  const durations = { ...wireDurations, ...deps.durations };
  const timers = createTimers(durations.tick);
  const keepAlive = new KeepAlive(timers, durations);
  const registry = new Registry(deps, keepAlive);
  const delivery = new Delivery(registry, deps);
  const requests = new Requests(registry, deps);
  const upgrades = new Upgrades(deps, registry, welcome);
  timers.every(durations.expiry, () => registry.endExpired());
  timers.every(durations.reap, () => registry.reap(deps.elapsed() - durations.keepInactive));

  const { memberships } = registry;

  // One function per kind of event, not per socket: thousands of idle sockets share them.
  function onMessage(this: unknown, message: unknown, isBinary: boolean): void {
    if (this instanceof ClientSocket && Buffer.isBuffer(message)) requests.receive(this, message, isBinary);
  }
  function onPong(this: unknown): void {
    if (!(this instanceof ClientSocket)) return;
    keepAlive.ponged(this);
    const userId = this.connection?.session?.user_id;
    if (userId !== undefined) deps.presence.activity(userId, { manual: false, active: false });
  }
  function onClose(this: unknown): void {
    if (!(this instanceof ClientSocket)) return;
    keepAlive.closed(this);
    registry.closed(this);
  }

  function welcome(socket: ClientSocket, arrival: Arrival, admission: Admission | undefined): void {
    socket.on('message', onMessage).on('pong', onPong).on('close', onClose).on('error', ignore);
    registry.open(socket);
    keepAlive.opened(socket);
    if (admission === undefined) keepAlive.unknown(socket);
    else if (!registry.receive(socket, admission, arrival)) socket.close(closeCodes.refused);
  }

  return {
    publish: (emissions) => delivery.publish(emissions),
    joinedChannel: (userId, channelId) => memberships.change(userId, 'channels', channelId, true),
    leftChannel: (userId, channelId) => memberships.change(userId, 'channels', channelId, false),
    joinedTeam: (userId, teamId) => memberships.change(userId, 'teams', teamId, true),
    leftTeam: (userId, teamId) => memberships.change(userId, 'teams', teamId, false),
    membershipsUnknown(userId) {
      const everybody = memberships.people;
      const concerned = userId === undefined ? everybody.values() : [everybody.get(userId)];
      for (const person of concerned) if (person !== undefined) void delivery.refresh(person);
    },
    dropEverything: () => registry.dropEverything(),
    sessionsRevoked: (sessionIds) => registry.endSessions(new Set(sessionIds)),
    rolesChanged: (userId, roles) => registry.changeRoles(userId, roles),
    userActive(userId, sessionId) {
      for (const connection of memberships.people.get(userId)?.connections ?? []) {
        if (connection.session?.id === sessionId) connection.acted(deps);
      }
    },
    openSockets: () => registry.counts().sockets,
    isConnected: (userId) => registry.isConnected(userId),
    attach: (server) => upgrades.attach(server),
    async close() {
      upgrades.close();
      await registry.closeSockets();
      timers.stop();
    },
    stats: () => ({ ...registry.counts(), deliveries: delivery.deliveries }),
  };
}

function ignore(): void {
  // A socket that fails is closed by `ws`, and that is all there is to do.
}
