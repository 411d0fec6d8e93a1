/** An endpoint is a declaration: the route it binds, who may call it, what its body must be, and what it does. */
import type { EventName } from '@innermost/protocol/events.ts';
import type { AnyRoute, BodyOf, ReplyOf } from '@innermost/protocol/route.ts';
import type { ZodType } from 'zod';
import type { Access, Asked } from '../access/can.ts';
import type { Session } from '../access/session.ts';
import type { Db } from '../platform/db/database.ts';
import type { HttpReply, HttpRequest } from '../platform/http/message.ts';
import type { Audience, Payload } from '../realtime/audience.ts';
import type { Services } from './services.ts';

export type Emit = <E extends EventName>(event: E, data: Payload<E>, audience: Audience) => void;

/** One call of an endpoint, as its handler sees it. */
export interface Call<R, Granted = undefined, Who = Session> extends Asked<R, Who> {
  /** What the access check found. */
  readonly granted: Granted;
  readonly services: Services;
  readonly request: HttpRequest;
  /** Only buffers: events are sent after the transaction committed. */
  readonly emit: Emit;
  /** Runs after the commit and before the events are sent: for caches. Must not throw. */
  afterCommit(task: () => void): void;
  /**
   * For an endpoint without the request's transaction, whose work before it takes long (hashing a password): runs
   * `work` in a transaction, commits, and sends what was emitted up to then.
   */
  transaction<T>(work: (db: Db) => Promise<T>): Promise<T>;
  /** Adds a header to the answer. */
  header(name: string, value: string | string[]): void;
  /** True when the caller holds this version already; the handler then answers `notModified()`. */
  matches(etag: string): boolean;
}

export type CallOfAnyone<R> = Call<R, undefined, Session | undefined>;

/** An `HttpReply` passes through unchanged: ready JSON text, plain text, bytes, 304. */
export type Answer<R> = ReplyOf<R> | HttpReply;

export interface Declaration<R, Granted, Who> {
  access: Access<R, Granted, Who>;
  /** Must give exactly the contract's body. Absent: the body is not read. */
  body?: ZodType<BodyOf<R>>;
  /** What a malformed body is called in the error, for instance `post`. */
  bodyName?: string;
  /** 200 unless told. */
  status?: number;
  /**
   * `request`: one transaction round the handler, committed before events are sent; the default of every method
   * but GET. `none` needs a reason: reads, or a single statement that is its own transaction.
   */
  transaction?: 'request' | 'none';
  /** Why a writing endpoint goes without the request's transaction. */
  because?: string;
  /** Cookie sessions may call it without the CSRF token. */
  csrfExempt?: boolean;
  /** Clients call it by themselves at intervals: that says nothing of whether their person is there. */
  byTheClock?: boolean;
  /** Requests per client and `per` seconds; more are answered 429. */
  rateLimit?: { requests: number; per: number };
  /** The handler answers malformed ids in the path itself. */
  anyIds?: boolean;
  /** Largest body in bytes where the configured limit is not meant. */
  bodyLimit?: number;
  handle(call: Call<R, Granted, Who>): Promise<Answer<R>> | Answer<R>;
}

/** For what asks with a body but changes nothing. */
export const readsOnly = { transaction: 'none', because: 'it only reads' } as const;

export interface Endpoint {
  readonly route: AnyRoute;
  /** The handler's name, for the table of endpoints, the log and the error's origin. */
  readonly name: string;
  // The runner supplies what the declaration's own types promise.
  readonly declaration: Declaration<AnyRoute, unknown, unknown>;
}

export function endpoint<R extends AnyRoute, Granted, Who>(
  route: R,
  declaration: Declaration<R, Granted, Who>,
): Endpoint {
  return {
    route,
    name: declaration.handle.name,
    declaration,
  };
}
