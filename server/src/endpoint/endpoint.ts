/** An endpoint is a declaration: the route it binds, who may call it, what its body must be, and what it does. */
import type { AnyRoute, BodyOf, ReplyOf } from '@innermost/protocol/route.ts';
import type { ZodType } from 'zod';
import type { Access, AccessRequest, Asked } from '../access/can.ts';
import type { Session } from '../access/session.ts';
import type { HttpReply, HttpRequest } from '../platform/http/message.ts';
import type { Said } from '../work/outbox.ts';
import type { Work } from '../work/work.ts';
import type { Services } from '../work/services.ts';

export type { Emit } from '../work/outbox.ts';

/** One call of an endpoint, as its handler sees it: a work, with what was asked. */
export interface Call<R, Granted = undefined, Who = Session> extends Asked<R, Who>, Said {
  /** What the access check found. */
  readonly granted: Granted;
  readonly services: Services;
  readonly request: HttpRequest;
  /**
   * For an endpoint without the request's transaction, whose work before it takes long (hashing a password) or has long
   * lists: runs `run` in a transaction of its own, in these lanes, commits, and sends what was emitted in it.
   */
  transaction<T>(lanes: readonly string[], run: (work: Work) => Promise<T>): Promise<T>;
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
  /** A call without a body is one with an empty object. Otherwise it is refused. */
  bodyMayBeMissing?: boolean;
  /** 200 unless told. */
  status?: number;
  /**
   * `request`: one transaction round the handler, committed before events are sent; the default of every method
   * but GET. Access is decided before it. `none` needs a reason: reads, or a single statement that is its own
   * transaction.
   */
  transaction?: 'request' | 'none';
  /**
   * Whose changes it tells: ids of channels, people and teams. It holds their lanes from before its first statement
   * until its events left, so that they leave in the order of the commits. An event of a lane that it does not hold
   * throws. Called after `access`, which is asked again once the lanes are held if anything may have changed meanwhile.
   */
  lanes?(asked: AccessRequest<R, Who>, granted: Granted): readonly string[] | Promise<readonly string[]>;
  /** Why a writing endpoint goes without the request's transaction. */
  because?: string;
  /** Cookie sessions may call it without the CSRF token. */
  csrfExempt?: boolean;
  /**
   * Also answered on Unix sockets, to the operator of this machine, who signs in with nothing: `local` where upstream's
   * local mode has it and on our control socket, `control` on ours alone. `local-only`: as `local`, and nowhere else; on
   * the network its address is unknown.
   */
  onSocket?: 'local' | 'control' | 'local-only';
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

/** False where only the operator of this machine is answered, over a Unix socket. */
export const isOnNetwork = ({ declaration }: Endpoint): boolean => declaration.onSocket !== 'local-only';

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
