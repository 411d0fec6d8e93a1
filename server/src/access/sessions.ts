/** Finds the session behind a token, mostly without a query, and keeps its times without a write per request. */
import { isId } from '@innermost/protocol/limits.ts';
import { newId } from '../platform/ids.ts';
import type { Db } from '../platform/db/database.ts';
import { narrow, sql, statementsOf } from '../platform/db/statement.ts';
import type { TimeOfDay } from '../platform/clock.ts';
import { LoadingCache } from './cache.ts';
import { isBotSession, isExpired, isMobileSession, isSsoSession, isTokenSession, type Session } from './session.ts';
import type { Statements } from './sessions.gen.ts';

const statement = statementsOf<Statements>(import.meta.url);

/** Only the first 50 characters of a token count (reference: wire/auth-and-permissions.md §1). */
const tokenCharacters = 50;
/** Activity is written at most this often, in ms. */
const activityStep = 5 * 60_000;
const minute = 60_000;
const day = 24 * 60 * minute;
/** What a session of a personal access token lasts: 100 years, in ms. */
const tokenSessionLength = 100 * 365 * day;
const cachedSessions = 20_000;

export interface SessionSettings {
  /** ms a session lasts, by what signed in. */
  lengths: { web: number; mobile: number; sso: number };
  extendWithActivity: boolean;
  /** ms without activity after which a session ends, 0 for never; not used while sessions extend. */
  idleTimeout: number;
  /** Personal access tokens let people in; those of bots always do. */
  allowPersonalTokens: boolean;
}

interface Row extends Omit<Session, 'props'> {
  props: Record<string, unknown> | null;
}

/** What of a row PostgreSQL cannot know: one that is found has both a token and a person. */
const stored = narrow<Pick<Row, 'props' | 'token' | 'user_id'>>();

const columns = sql`id, token, userid AS user_id, coalesce(createat, 0) AS create_at, coalesce(expiresat, 0) AS expires_at,
  coalesce(lastactivityat, 0) AS last_activity_at, coalesce(deviceid, '') AS device_id, coalesce(roles, '') AS roles,
  coalesce(isoauth, false) AS is_oauth, props`;

/** Not of an account that was switched off: one that was so by hand, or by another program, left its sessions behind. */
const byToken = sql`SELECT ${columns} FROM sessions s
   WHERE token = :token AND EXISTS (SELECT FROM users u WHERE u.id = s.userid AND coalesce(u.deleteat, 0) = 0)`;

const selectByToken = statement('selectByToken', byToken, stored);

const selectByIds = statement(
  'selectByIds',
  sql`SELECT ${columns} FROM sessions s
   WHERE id = ANY(:ids) AND EXISTS (SELECT FROM users u WHERE u.id = s.userid AND coalesce(u.deleteat, 0) = 0)`,
  stored,
);

/**
 * The same, for what may be a personal access token. Wire: such a token has no session until it is used; its session
 * then lasts as good as for ever. `of_people`: tokens of people count, not of bots only.
 */
const selectOrBegin = statement(
  'selectOrBegin',
  sql`
  WITH begun AS (
    INSERT INTO sessions (id, token, createat, expiresat, lastactivityat, userid, deviceid, roles, isoauth, expirednotify, props)
    SELECT :id, t.token, :now, :expires_at, :now, u.id, '', coalesce(u.roles, ''), false, false, jsonb_strip_nulls(jsonb_build_object(
             'user_access_token_id', t.id, 'type', 'UserAccessToken', 'is_bot', CASE WHEN b.userid IS NOT NULL THEN 'true' END,
             'is_guest', ('system_guest' = ANY(string_to_array(coalesce(u.roles, ''), ' ')))::text))
      FROM useraccesstokens t JOIN users u ON u.id = t.userid LEFT JOIN bots b ON b.userid = u.id
     WHERE t.token = :token AND t.isactive AND coalesce(u.deleteat, 0) = 0 AND (:of_people::boolean OR b.userid IS NOT NULL)
       AND NOT EXISTS (SELECT FROM sessions WHERE token = :token)
    RETURNING ${columns}
  )
  ${byToken}
  UNION ALL
  SELECT id, token, user_id, create_at, expires_at, last_activity_at, device_id, roles, is_oauth, props FROM begun`,
  stored,
);

const writeTimes = statement(
  'writeTimes',
  sql`
  UPDATE sessions s SET lastactivityat = greatest(s.lastactivityat, n.activity), expiresat = greatest(s.expiresat, n.expires)
    FROM unnest(:ids::text[], :activity::bigint[], :expires::bigint[]) AS n (id, activity, expires) WHERE s.id = n.id`,
);

function sessionOf(row: Row): Session {
  const props: Record<string, string> = {};
  for (const [name, value] of Object.entries(row.props ?? {})) props[name] = String(value);
  return { ...row, props };
}

export class Sessions {
  readonly #byToken: LoadingCache<Session>;
  /**
   * By id, one object for as long as anybody holds it: a socket, whose session fell out of the cache long ago, sees
   * what changes like everybody else.
   */
  readonly #held = new Map<string, WeakRef<Session>>();
  readonly #released = new FinalizationRegistry<string>((id) => {
    if (this.#held.get(id)?.deref() === undefined) this.#held.delete(id);
  });
  readonly #ended = new WeakSet<Session>();
  readonly #touched = new Map<string, Session>();
  #loads = 0;
  /** Ids of sessions that changed while some were being loaded: perhaps those. */
  readonly #changedMeanwhile = new Set<string>();
  readonly #db: Db;
  readonly #clock: TimeOfDay;
  readonly #settings: () => SessionSettings;

  constructor(db: Db, clock: TimeOfDay, settings: () => SessionSettings, cached = cachedSessions) {
    this.#db = db;
    this.#clock = clock;
    this.#settings = settings;
    this.#byToken = new LoadingCache(cached, (token) => this.#load(token));
  }

  /** The live session of a token. Undefined: unknown, expired or idle for too long. Whoever lets it in calls `used`. */
  async find(token: string): Promise<Session | undefined> {
    const key = token.slice(0, tokenCharacters);
    if (key === '') return undefined;
    const session = this.#byToken.peek(key) ?? (await this.#byToken.get(key));
    return session && this.isLive(session) ? session : undefined;
  }

  /** Whether a session that was found still counts, however long ago that was. */
  isLive(session: Session): boolean {
    const now = this.#clock.now();
    if (this.#ended.has(session) || isExpired(session, now)) return false;
    const { extendWithActivity, idleTimeout, allowPersonalTokens } = this.#settings();
    if (isTokenSession(session)) return allowPersonalTokens || isBotSession(session);
    const mayIdle = extendWithActivity || idleTimeout === 0 || session.is_oauth || isMobileSession(session);
    return mayIdle || now - session.last_activity_at < idleTimeout;
  }

  /** Notes activity. True when that made the session last longer, which its cookies should be told. */
  used(session: Session): boolean {
    const now = this.#clock.now();
    if (now - session.last_activity_at < activityStep) return false;
    session.last_activity_at = now;
    this.#touched.set(session.id, session);
    const { extendWithActivity, lengths } = this.#settings();
    if (!extendWithActivity || session.expires_at === 0) return false;
    const length = isMobileSession(session) ? lengths.mobile : isSsoSession(session) ? lengths.sso : lengths.web;
    // Prolonged when at least max(5 min, min(1 % of the length, 1 day)) has passed since the last time.
    const passed = length - (session.expires_at - now);
    if (passed < Math.max(activityStep, Math.min(length / 100, day))) return false;
    session.expires_at = now + length;
    return true;
  }

  /** Writes what activity changed since the last call: one statement for all sessions. What fails is left to the next. */
  async flush(): Promise<void> {
    const sessions = [...this.#touched.values()];
    if (sessions.length === 0) return;
    this.#touched.clear();
    try {
      await writeTimes(this.#db, {
        ids: sessions.map(({ id }) => id),
        activity: sessions.map(({ last_activity_at }) => last_activity_at),
        expires: sessions.map(({ expires_at }) => expires_at),
      });
    } catch (error) {
      for (const session of sessions) if (!this.#ended.has(session)) this.#touched.set(session.id, session);
      throw error;
    }
  }

  /** Keeps a session that was just written, so that its first request finds it. */
  remember(session: Session): void {
    this.#hold(session);
    this.#byToken.put(session.token, session);
  }

  /** What changed in a stored session. Sockets hold the same object, so they see it, too. */
  amend(sessionId: string, fields: Partial<Pick<Session, 'roles' | 'device_id' | 'expires_at' | 'props'>>): void {
    const session = this.#held.get(sessionId)?.deref();
    if (session) Object.assign(session, fields);
    this.#noteChange(sessionId);
  }

  /** Call after the rows are gone; whoever holds these sessions finds them dead. */
  forget(sessionIds: readonly string[]): void {
    for (const id of sessionIds) {
      const session = this.#held.get(id)?.deref();
      if (session) {
        this.#ended.add(session);
        this.#byToken.forget(session.token);
      }
      this.#held.delete(id);
      this.#touched.delete(id);
      this.#noteChange(id);
    }
  }

  /** Every token is looked up again. What sockets hold stays until `readAgain`. */
  forgetTokens(): void {
    this.#byToken.forgetAll();
  }

  /**
   * Reads every session that somebody holds again, where another program may have changed or removed some. Answers what
   * is left of them, and the ids of those that ended.
   */
  async readAgain(): Promise<{ live: Session[]; ended: string[] }> {
    await this.flush();
    this.#byToken.forgetAll();
    const ids = [...this.#held.keys()];
    const rows = await selectByIds(this.#db, { ids });
    const stored = new Map(rows.map((row) => [row.id, row]));
    const live: Session[] = [];
    const ended: string[] = [];
    for (const id of ids) {
      const session = this.#held.get(id)?.deref();
      const row = stored.get(id);
      if (row === undefined) ended.push(id);
      if (session === undefined || row === undefined) continue;
      // What this process noted since the flush is newer than the row.
      const noted = this.#touched.has(id) ? { expires_at: session.expires_at } : {};
      const last_activity_at = Math.max(session.last_activity_at, row.last_activity_at);
      live.push(Object.assign(session, sessionOf(row), { last_activity_at, ...noted }));
    }
    this.forget(ended);
    return { live, ended };
  }

  async #load(token: string): Promise<Session | undefined> {
    this.#loads += 1;
    try {
      for (;;) {
        const row = await this.#read(token);
        if (!row) return undefined;
        if (this.#changedMeanwhile.delete(row.id)) continue;
        return this.#held.get(row.id)?.deref() ?? this.#hold(sessionOf(row));
      }
    } finally {
      this.#loads -= 1;
      if (this.#loads === 0) this.#changedMeanwhile.clear();
    }
  }

  async #read(token: string): Promise<Row | undefined> {
    if (!isId(token)) return (await selectByToken(this.#db, { token }))[0];
    const now = this.#clock.now();
    const of_people = this.#settings().allowPersonalTokens;
    const expires_at = now + tokenSessionLength;
    return (await selectOrBegin(this.#db, { token, id: newId(), now, expires_at, of_people }))[0];
  }

  #hold(session: Session): Session {
    this.#held.set(session.id, new WeakRef(session));
    this.#released.register(session, session.id);
    return session;
  }

  #noteChange(sessionId: string): void {
    if (this.#loads > 0) this.#changedMeanwhile.add(sessionId);
  }
}

/** A session that is not stored yet. */
export function newSession(fields: Omit<Session, 'id' | 'token'>): Session {
  return { ...fields, id: newId(), token: newId() };
}
