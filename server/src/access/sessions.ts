/** Finds the session behind a token, mostly without a query, and keeps its times without a write per request. */
import { newId } from '../platform/ids.ts';
import type { Db } from '../platform/db/database.ts';
import { hot } from '../platform/db/hot.ts';
import type { Clock } from '../platform/clock.ts';
import { LoadingCache } from './cache.ts';
import { isBotSession, isExpired, type Session } from './session.ts';

/** Only the first 50 characters of a token count (reference: wire/auth-and-permissions.md §1). */
const tokenCharacters = 50;
/** Activity is written at most this often, in ms. */
const activityStep = 5 * 60_000;
const minute = 60_000;
const day = 24 * 60 * minute;

export interface SessionSettings {
  /** ms a session lasts. */
  length: number;
  extendWithActivity: boolean;
  /** ms without activity after which a session ends, 0 for never; not used while sessions extend. */
  idleTimeout: number;
}

interface Row extends Omit<Session, 'props'> {
  props: Record<string, unknown> | null;
}

const columns = `id, token, userid AS user_id, coalesce(createat, 0) AS create_at, coalesce(expiresat, 0) AS expires_at,
  coalesce(lastactivityat, 0) AS last_activity_at, coalesce(deviceid, '') AS device_id, coalesce(roles, '') AS roles,
  coalesce(isoauth, false) AS is_oauth, props`;

const selectByToken = hot<Row>(`SELECT ${columns} FROM sessions WHERE token = $1`);

const writeTimes = hot<never>(`
  UPDATE sessions s SET lastactivityat = greatest(s.lastactivityat, n.activity), expiresat = greatest(s.expiresat, n.expires)
    FROM unnest($1::text[], $2::bigint[], $3::bigint[]) AS n (id, activity, expires) WHERE s.id = n.id`);

function sessionOf(row: Row): Session {
  const props: Record<string, string> = {};
  for (const [name, value] of Object.entries(row.props ?? {})) props[name] = String(value);
  return { ...row, props };
}

export class Sessions {
  readonly #byToken: LoadingCache<Session>;
  readonly #tokensById = new Map<string, string>();
  readonly #touched = new Map<string, Session>();
  readonly #db: Db;
  readonly #clock: Clock;
  readonly #settings: () => SessionSettings;

  constructor(db: Db, clock: Clock, settings: () => SessionSettings) {
    this.#db = db;
    this.#clock = clock;
    this.#settings = settings;
    this.#byToken = new LoadingCache(20_000, async (token) => {
      const row = (await selectByToken.run(db, [token]))[0];
      if (!row) return undefined;
      this.#tokensById.set(row.id, token);
      return sessionOf(row);
    });
  }

  /** The live session of a token. Undefined: unknown, expired or idle for too long. Notes the activity. */
  async find(token: string): Promise<Session | undefined> {
    const key = token.slice(0, tokenCharacters);
    if (key === '') return undefined;
    const session = this.#byToken.peek(key) ?? (await this.#byToken.get(key));
    if (!session || !this.isLive(session)) return undefined;
    this.#touch(session);
    return session;
  }

  isLive(session: Session): boolean {
    const now = this.#clock.now();
    if (isExpired(session, now)) return false;
    if (this.#byToken.peek(session.token) === undefined) return false;
    const { extendWithActivity, idleTimeout } = this.#settings();
    const mayIdle =
      extendWithActivity || idleTimeout === 0 || session.is_oauth || session.device_id !== '' || isBotSession(session);
    return mayIdle || now - session.last_activity_at < idleTimeout;
  }

  #touch(session: Session): void {
    const now = this.#clock.now();
    if (now - session.last_activity_at < activityStep) return;
    session.last_activity_at = now;
    const { extendWithActivity, length } = this.#settings();
    // Prolonged when at least max(5 min, min(1 % of the length, 1 day)) has passed since the last time.
    const passed = session.expires_at === 0 ? 0 : length - (session.expires_at - now);
    if (extendWithActivity && session.expires_at > 0 && passed >= Math.max(activityStep, Math.min(length / 100, day)))
      session.expires_at = now + length;
    this.#touched.set(session.id, session);
  }

  /** Writes what activity changed since the last call: one statement for all sessions. */
  async flush(): Promise<void> {
    const sessions = [...this.#touched.values()];
    if (sessions.length === 0) return;
    this.#touched.clear();
    await writeTimes.run(this.#db, [
      sessions.map(({ id }) => id),
      sessions.map(({ last_activity_at }) => last_activity_at),
      sessions.map(({ expires_at }) => expires_at),
    ]);
  }

  /** Keeps a session that was just written, so that its first request finds it. */
  remember(session: Session): void {
    this.#tokensById.set(session.id, session.token);
    this.#byToken.put(session.token, session);
  }

  /** What changed in a stored session. Sockets hold the same object, so they see it, too. */
  amend(sessionId: string, fields: Partial<Pick<Session, 'roles' | 'device_id' | 'expires_at' | 'props'>>): void {
    const session = this.#byToken.peek(this.#tokensById.get(sessionId) ?? '');
    if (session) Object.assign(session, fields);
  }

  /** Call after the rows are gone (or changed); sockets are the hub's business. */
  forget(sessionIds: readonly string[]): void {
    for (const id of sessionIds) {
      const token = this.#tokensById.get(id);
      if (token !== undefined) this.#byToken.forget(token);
      this.#tokensById.delete(id);
      this.#touched.delete(id);
    }
  }

  forgetAll(): void {
    this.#byToken.forgetAll();
    this.#tokensById.clear();
  }
}

/** A session that is not stored yet. */
export function newSession(fields: Omit<Session, 'id' | 'token'>): Session {
  return { ...fields, id: newId(), token: newId() };
}
