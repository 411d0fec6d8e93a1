/** What realtime asks of the rest of the server; `realtime-wiring.ts` answers it. All times in ms. */
import type { IncomingMessage } from 'node:http';
import type { Emission } from './audience.ts';

/** A session as realtime needs it. */
export interface RealtimeSession {
  readonly id: string;
  readonly user_id: string;
  /** Has `manage_system`: decides between sanitised and sensitive copies. */
  readonly is_admin: boolean;
  readonly is_guest: boolean;
  /** ms since 1970; 0 is never. */
  readonly expires_at: number;
}

export interface RealtimeConfig {
  SiteURL: string;
  /** Space-separated origins, or `*`. */
  AllowCorsFrom: string;
  EnableUserStatuses: boolean;
}

export interface Presence {
  /** A connection of the user was authenticated: online, unless a manual status stands. */
  connected(userId: string): void;
  /**
   * An active connection of the user ended. Without `newestActivity` it was the last one: offline, batched by the
   * receiver, which must look again since a reload reconnects within the batch. Otherwise away is to be evaluated.
   */
  disconnected(userId: string, newestActivity: number | undefined): void;
  /** `active`: online; otherwise away if idle for long enough. */
  activity(userId: string, what: { manual: boolean; active: boolean }): void;
  /** User id → status. Of the given users, offline included; without ids of everyone who is not offline. */
  statuses(userIds?: readonly string[]): Record<string, string> | Promise<Record<string, string>>;
}

export interface RealtimeLog {
  debug(fields: object, text: string): void;
  warn(fields: object, text: string): void;
  error(fields: object, text: string): void;
}

export interface Memberships {
  channels: Iterable<string>;
  teams: Iterable<string>;
}

/** All in ms; the defaults are the wire's (reference: wire/websocket.md §4). */
export interface Durations {
  /** How finely time is looked at. */
  tick: number;
  ping: number;
  pongDeadline: number;
  writeDeadline: number;
  unauthenticated: number;
  reap: number;
  /** An inactive connection is reaped when its user has done nothing for longer than this. */
  keepInactive: number;
  /** How often sessions that ran out are looked for; their sockets are closed. */
  expiry: number;
}

export const wireDurations: Durations = {
  tick: 250,
  ping: 60_000,
  pongDeadline: 100_000,
  writeDeadline: 30_000,
  unauthenticated: 5_000,
  reap: 300_000,
  keepInactive: 300_000,
  expiry: 10_000,
};

export interface RealtimeDependencies {
  config(): RealtimeConfig;
  /** The session of a token, if it is valid now. Rejects only where it could not be looked up. */
  authenticate(token: string): Promise<RealtimeSession | undefined>;
  /**
   * Asked before every request and, at most once a second per connection, before deliveries: expiry, revocation, a
   * missing second factor. A session that is merely not cached is valid. False ends the connection.
   */
  isStillValid(session: RealtimeSession): boolean;
  /** The token of an upgrade request: cookie `MMAUTHTOKEN`, else the bearer header. */
  tokenOfUpgrade(request: IncomingMessage): string | undefined;
  memberships(userId: string): Promise<Memberships>;
  mayPostIn(session: RealtimeSession, channelId: string): Promise<boolean>;
  /** Asked only about channels of which the user is no member. */
  mayReadChannel(session: RealtimeSession, channelId: string): boolean | Promise<boolean>;
  /** Asked for guests only. */
  canSeeUser(session: RealtimeSession, userId: string): boolean | Promise<boolean>;
  /** Those of the users whom the session may see; without it all. */
  onlyVisible?(session: RealtimeSession, userIds: readonly string[]): readonly string[] | Promise<readonly string[]>;
  /** False when the user announces typing more often than any client does. */
  mayType?(session: RealtimeSession): boolean;
  presence: Presence;
  /** The session was used: extends it where that is configured. */
  sessionUsed?(session: RealtimeSession): void;
  /** Sends an event that a client caused (`typing`), to every process. */
  tell(emission: Emission): void;
  /** `version.build.configHash.licensed`, the same text as the header `X-Version-Id`. */
  serverVersion(): string;
  serverHostname?(): string;
  now(): number;
  /** ms that only ever go forward, whatever happens to the time of day. */
  elapsed(): number;
  log: RealtimeLog;
  durations?: Partial<Durations>;
  /** How many connections may be authenticated and have their memberships loaded at a time; the rest queue up. */
  concurrentRegistrations?: number;
}
