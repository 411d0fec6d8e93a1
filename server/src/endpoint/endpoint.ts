/** An endpoint is a declaration: the route it binds, who may call it, what its body must be, and what it does. */
import type { AnyRoute, BodyOf, ReplyOf } from '@innermost/protocol/route.ts';
import type { Access, AccessRequest, Asked } from '../access/can.ts';
import type { Session } from '../access/session.ts';
import type { HttpReply, HttpRequest } from '../platform/http/message.ts';
import type { Work, WorkWithoutTransaction } from '../work/work.ts';
import { isStreamed, type Opened, type Reads } from './reads.ts';

/** A work that a session began. `Who` has undefined where nobody need be signed in. */
export interface WorkOfSession<Who = Session> extends Work {
  readonly session: Who;
}

/** A work that a request began: where it came from counts. */
export interface WorkOfRequest<Who = Session> extends WorkOfSession<Who> {
  readonly request: HttpRequest;
}

/** One call of an endpoint, as its handler sees it: a work, with what was asked. */
export interface Call<R, Granted = undefined, Who = Session> extends WorkOfRequest<Who>, Omit<Asked<R, Who>, 'body'> {
  /** A form and bytes are read from the connection as the handler reads them. */
  readonly body: Opened<BodyOf<R>>;
  /** What the access check found. */
  readonly granted: Granted;
  readonly session: Who;
  /** Adds a header to the answer. */
  header(name: string, value: string | string[]): void;
  /** True when the caller holds this version already; the handler then answers `notModified()`. */
  matches(etag: string): boolean;
}

/** One call of an endpoint without the request's transaction; it may run some of its own. */
export interface CallWithoutTransaction<R, Granted = undefined, Who = Session>
  extends Call<R, Granted, Who>, WorkWithoutTransaction {}

export type CallOfAnyone<R> = Call<R, undefined, Session | undefined>;

/** An `HttpReply` passes through unchanged: ready JSON text, plain text, bytes, 304. */
export type Answer<R> = ReplyOf<R> | HttpReply;

/** Wire: there is one. */
export type OAuthScope = 'user';

interface Declared<R, Granted, Who> {
  access: Access<R, Granted, Who>;
  /** Must give exactly the contract's body: a schema for JSON, `form(…)` or `bytes(…)`. Absent: the body is not read. */
  body?: Reads<BodyOf<R>>;
  /** What a malformed body is called in the error, for instance `post`. */
  bodyName?: string;
  /** A call without a body is one with an empty object. Otherwise it is refused. */
  bodyMayBeMissing?: boolean;
  /** 200 unless told. */
  status?: number;
  /**
   * Whose changes it tells: ids of channels, people and teams. It holds their lanes from before its first statement
   * until its events left, so that they leave in the order of the commits. An event of a lane that it does not hold
   * throws. Called after `access`, which is asked again once the lanes are held if anything may have changed meanwhile.
   */
  lanes?(asked: AccessRequest<R, Who>, granted: Granted): readonly string[] | Promise<readonly string[]>;
  /** Cookie sessions may call it without the CSRF token. */
  csrfExempt?: boolean;
  /**
   * Also answered on Unix sockets, to the operator of this machine, who signs in with nothing: `local` where upstream's
   * local mode has it and on our control socket, `control` on ours alone. `local-only`: as `local`, and nowhere else; on
   * the network its address is unknown.
   */
  onSocket?: 'local' | 'control' | 'local-only';
  /**
   * Every write of an administrator is noted in the audit log. `others`: not where it is about their own things; `never`:
   * what everybody does all day, and what keeps nothing.
   */
  audit?: 'others' | 'never';
  /**
   * Answered without a second factor where settings demand one, so that people can leave, and see who they are: `me` is
   * for the path that says so.
   */
  mfaExempt?: true | 'me';
  /** What an application must have been granted to call it for a person. `none`: no application may. `user` unless told. */
  scope?: OAuthScope | 'none';
  /** Clients call it by themselves at intervals: that says nothing of whether their person is there. */
  byTheClock?: boolean;
  /** Requests per client and `per` seconds; more are answered 429. */
  rateLimit?: { requests: number; per: number };
  /** The handler answers malformed ids in the path itself. */
  anyIds?: boolean;
  /** Largest body in bytes where the configured limit is not meant. */
  bodyLimit?: number;
}

/**
 * One transaction round the handler, committed before events are sent. Access is decided before it. A GET has none, and
 * needs to say nothing.
 */
interface InTransaction<R, Granted, Who> extends Declared<R, Granted, Who> {
  transaction?: 'request';
  because?: never;
  readonly handle: (call: Call<R, Granted, Who>) => Promise<Answer<R>> | Answer<R>;
}

/** Reads, single statements that are their own transaction, and what takes long before it writes (hashing a password). */
interface WithoutTransaction<R, Granted, Who> extends Declared<R, Granted, Who> {
  transaction: 'none';
  because: string;
  readonly handle: (call: CallWithoutTransaction<R, Granted, Who>) => Promise<Answer<R>> | Answer<R>;
}

export type Declaration<R, Granted, Who> = InTransaction<R, Granted, Who> | WithoutTransaction<R, Granted, Who>;

/** For what asks with a body but changes nothing. */
export const readsOnly = { transaction: 'none', because: 'it only reads', audit: 'never' } as const;

export interface Endpoint {
  readonly route: AnyRoute;
  /** The handler's name, for the table of endpoints, the log and the error's origin. */
  readonly name: string;
  readonly declaration: Declaration<AnyRoute, unknown, unknown>;
}

/** False where only the operator of this machine is answered, over a Unix socket. */
export const isOnNetwork = ({ declaration }: Endpoint): boolean => declaration.onSocket !== 'local-only';

export function endpoint<R extends AnyRoute, Granted, Who>(
  route: R,
  declaration: Declaration<NoInfer<R>, Granted, Who>,
): Endpoint {
  const { body, transaction, lanes } = declaration;
  // Whoever sends slowly would hold a connection to the database, or keep everybody else from writing there.
  if (body && isStreamed(body) && (transaction !== 'none' || lanes))
    throw new Error(`${route.method} ${route.path} reads a stream, so it takes its lanes and transaction afterwards.`);
  return {
    route,
    name: declaration.handle.name,
    // The runner gives the handler what its own types ask for.
    declaration: declaration as unknown as Declaration<AnyRoute, unknown, unknown>,
  };
}
