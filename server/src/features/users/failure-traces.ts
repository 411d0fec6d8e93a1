/**
 * What failed guesses leave behind: the count in the account's row, a line in the log, an entry in the audit log at most
 * once a minute for an account and an address, and word of an attack. All of it after the answer.
 */
import { LRUCache } from 'lru-cache';
import type { Stop } from '../../area/area.ts';
import { jobTopic } from '../../work/job-topic.ts';
import { perServer, type Services } from '../../work/services.ts';
import { noTransaction, work, type Work } from '../../work/work.ts';
import { DecayingCounts } from '../../platform/decaying-counts.ts';
import { callerOf } from '../../platform/http/addresses.ts';
import { insertAudit } from '../../endpoint/queries/audits.ts';
import { countFailedAttempt } from './queries/write.ts';

export interface Account {
  id: string;
  username: string;
}

interface Trace {
  /** What was typed, as it is looked up. */
  name: string;
  ip: string;
  /** Path of the request. */
  action: string;
}

export interface AccountAttacked {
  user_id: string;
  username: string;
  failures: number;
  /** Of the last one. */
  ip: string;
}

/** Told at most once an hour for an account. */
export const accountAttacked = jobTopic<AccountAttacked>();

const minute = 60_000;
const lookEvery = 10_000;
/** Wrong guesses within half an hour, from wherever, that are an attack. */
const attackFrom = 10;
const forget = 30 * minute;
const toldEvery = 60 * minute;
const kept = 10_000;

interface Entry {
  readonly account: Account | undefined;
  readonly ip: string;
  readonly action: string;
  /** By `elapsed`. */
  since: number;
  failed: number;
  refused: number;
}

/** Names are what strangers type, perhaps a password in the wrong field: only what can be a name is shown. */
export function shownName(name: string): string {
  return /^[a-z0-9._-]{1,64}$|^[a-z0-9._+-]{1,64}@[a-z0-9.-]{1,64}$/.test(name) ? name : '(not a name)';
}

class FailureTraces {
  readonly #services: Services;
  readonly #entries = new Map<string, Entry>();
  /** Name → account, for refusals, which look nothing up. */
  readonly #accounts = new LRUCache<string, Account>({ max: kept });
  readonly #attacks: DecayingCounts;
  readonly #toldAt = new LRUCache<string, number>({ max: kept });
  #writing: Promise<void> = Promise.resolve();

  constructor(services: Services) {
    this.#services = services;
    this.#attacks = new DecayingCounts(services.clock, { forget, kept });
  }

  failed(trace: Trace, account: Account | undefined): void {
    const { log } = this.#services;
    const about = account ? { user_id: account.id, username: account.username } : { login_id: shownName(trace.name) };
    log.info({ ...about, ip: trace.ip, action: trace.action }, 'a wrong password or code was given');
    if (account) this.#accounts.set(trace.name, account);
    // The same for nobody, so that it costs the same.
    this.#write(({ db }) => countFailedAttempt(db, account?.id ?? ''));
    const entry = this.#entryOf(trace, account);
    entry.failed += 1;
    this.#auditIfNew(entry);
    if (account) this.#watch(account, trace.ip);
  }

  refused(trace: Trace): void {
    const account = this.#accounts.get(trace.name);
    const entry = this.#entryOf(trace, account);
    entry.refused += 1;
    if (entry.refused === 1) {
      const about = account ? { user_id: account.id, username: account.username } : { login_id: shownName(trace.name) };
      this.#services.log.warn(
        { ...about, ip: trace.ip, action: trace.action },
        'too many wrong passwords or codes: more from this address are refused for some minutes',
      );
    }
    this.#auditIfNew(entry);
  }

  /** Resolves when all is written that was noted before. */
  settled(): Promise<void> {
    return this.#writing;
  }

  /** Writes what gathered in minutes that are over, or all. */
  look(all = false): void {
    const now = this.#services.clock.elapsed();
    for (const [key, entry] of this.#entries) {
      if (!all && now - entry.since < minute) continue;
      if (entry.failed + entry.refused > 0) this.#audit(entry);
      else this.#entries.delete(key);
    }
  }

  #entryOf({ ip, action }: Trace, account: Account | undefined): Entry {
    const key = `${callerOf(ip)} ${account?.id ?? ''}`;
    const known = this.#entries.get(key);
    if (known) return known;
    // In a flood from ever new addresses the log has what the audit log leaves out.
    const isKept = this.#entries.size < kept;
    const since = isKept ? Number.NEGATIVE_INFINITY : this.#services.clock.elapsed();
    const entry = { account, ip, action, since, failed: 0, refused: 0 };
    if (isKept) this.#entries.set(key, entry);
    return entry;
  }

  /** The first of an account and address does not wait. */
  #auditIfNew(entry: Entry): void {
    if (entry.since === Number.NEGATIVE_INFINITY) this.#audit(entry);
  }

  #audit(entry: Entry): void {
    const { clock } = this.#services;
    const { account, action, failed, ip, refused } = entry;
    entry.since = clock.elapsed();
    entry.failed = 0;
    entry.refused = 0;
    const who = account ? `login_id=${account.username}` : 'unknown login_id';
    const extra = `failed=${failed} refused=${refused} - ${who}`;
    const values = { now: clock.now(), user_id: account?.id ?? '', action, extra, ip, session_id: '' };
    this.#write(({ db }) => insertAudit(db, values));
  }

  #watch({ id, username }: Account, ip: string): void {
    const now = this.#services.clock.elapsed();
    this.#attacks.take(id, attackFrom);
    // The next one would be beyond.
    if (this.#attacks.wait(id, attackFrom) === 0) return;
    const told = this.#toldAt.get(id);
    if (told !== undefined && now - told < toldEvery) return;
    this.#toldAt.set(id, now);
    this.#write((w) => accountAttacked.queue(w, { user_id: id, username, failures: attackFrom, ip }));
  }

  #write(run: (w: Work) => Promise<void> | void): void {
    const begin = () => work(this.#services, noTransaction, run);
    this.#writing = this.#writing.then(begin).catch((error: unknown) => {
      this.#services.log.warn({ err: error }, 'a failed sign-in could not be noted');
    });
  }
}

export const failureTraces = perServer((services) => new FailureTraces(services));

/** Writes from time to time what gathered, and all of it at the stop. */
export function watchFailures(services: Services): Stop {
  const traces = failureTraces(services);
  const timer = setInterval(() => traces.look(), lookEvery).unref();
  return async () => {
    clearInterval(timer);
    traces.look(true);
    await traces.settled();
  };
}
