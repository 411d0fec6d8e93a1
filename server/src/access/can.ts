/**
 * Access as data: a label that prints and a check that fetches what it decides about and grants it to the
 * handler. Handlers have no other way to another person's objects.
 */
import type { Permission } from '@innermost/protocol/permissions.ts';
import type { AnyRoute, BodyOf, ParamsOf, PathOf, QueryOf, StreamedBody } from '@innermost/protocol/route.ts';
import type { Config } from '../platform/config/config.ts';
import type { Db } from '../platform/db/database.ts';
import { forbidden } from '../platform/http/errors.ts';
import type { Directory } from './directory.ts';
import { hasInSystem } from './permission.ts';
import type { Session } from './session.ts';

/** Of a body that is streamed nothing is known yet when access is decided. */
export type KnownBody<Body> = [Body] extends [StreamedBody] ? undefined : Body;

/** What was asked, by whom and when; the same for the access check and the handler. */
export interface Asked<R, Who = Session> {
  readonly session: Who;
  readonly params: ParamsOf<PathOf<R>>;
  readonly query: QueryOf<R>;
  readonly body: KnownBody<BodyOf<R>>;
  readonly config: Config;
  /** The request's transaction where the endpoint writes; else the pool. */
  readonly db: Db;
  /** ms since 1970, the same for the whole call. */
  readonly now: number;
}

/** What an access check may look at. */
export interface AccessRequest<R, Who = Session> extends Asked<R, Who> {
  readonly directory: Directory;
}

export interface Access<R, Granted, Who = Session> {
  readonly label: string;
  /** False: the endpoint answers without a session; handlers then see an undefined session. */
  readonly needsSession: boolean;
  check(request: AccessRequest<R, Who>): Granted | Promise<Granted>;
}

/** Where a permission is asked: finds the object and says whether the session holds the permission there. */
export interface Scope<R, Granted> {
  readonly label: string;
  resolve(request: AccessRequest<R>, permission: Permission): Promise<{ allowed: boolean; granted: Granted }>;
}

/** Open to everybody, signed in or not. */
export function anyone<R extends AnyRoute>(): Access<R, undefined, Session | undefined> {
  return { label: 'anyone', needsSession: false, check: () => undefined };
}

/** Any session will do: the handler shows only what is the caller's own or everybody's. */
export function signedIn<R extends AnyRoute>(): Access<R, undefined> {
  return { label: 'signed in', needsSession: true, check: () => undefined };
}

/** Refuses with 403 unless the permission is held in the scope; grants what the scope found. */
export function can<R extends AnyRoute, Granted>(permission: Permission, scope: Scope<R, Granted>): Access<R, Granted> {
  return {
    label: `${permission} ${scope.label}`,
    needsSession: true,
    async check(request) {
      const { allowed, granted } = await scope.resolve(request, permission);
      if (!allowed) throw forbidden(permission);
      return granted;
    },
  };
}

/**
 * For anything odd; the sentence says who is let in. `check` throws to refuse. The route is that of what is asked:
 * `(asked: AccessRequest<typeof addTeamMember>) => …`; unless that is said, nothing of the request's own can be read.
 */
export function when<R extends AnyRoute = never, Granted = never>(
  sentence: string,
  check: (request: AccessRequest<R>) => Granted | Promise<Granted>,
): Access<R, Granted> {
  return { label: sentence, needsSession: true, check };
}

/** The permission held through a system role. */
export function inSystem<R extends AnyRoute>(): Scope<R, undefined> {
  return {
    label: 'in the system',
    resolve: async ({ directory, session }, permission) => ({
      allowed: hasInSystem(directory, session, permission),
      granted: undefined,
    }),
  };
}
