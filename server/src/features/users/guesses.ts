/**
 * Guesses at a password or a code: counted before they are looked at, by what was typed and where it came from, whether
 * or not there is such an account. Beyond the limit of one address more from there are refused until the count has
 * decayed; nothing that strangers do elsewhere ever shuts out the owner. A name that is guessed at from many addresses
 * is answered more slowly.
 */
import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Session } from '../../access/session.ts';
import type { WorkOfRequest } from '../../endpoint/endpoint.ts';
import { cameThroughUntrustedProxy } from '../../endpoint/forwarding.ts';
import { perServer, type Services } from '../../work/services.ts';
import { DecayingCounts } from '../../platform/decaying-counts.ts';
import { callerOf } from '../../platform/http/addresses.ts';
import { AppError } from '../../platform/http/errors.ts';
import type { Work } from '../../work/work.ts';
import { failureTraces, type Account } from './failure-traces.ts';

type Guessing = WorkOfRequest<Session | undefined>;

/** ms after which all wrong guesses are forgotten. */
const forget = 30 * 60_000;
const kept = 50_000;
/** Wrong guesses at one name, from wherever, from which on answers are slower. */
const slowFrom = 10;
/** ms by which each further one slows the answers. */
const slowBy = 100;
const slowestAnswer = 2_000;

class Guesses {
  readonly byCaller: DecayingCounts;
  readonly byName: DecayingCounts;

  constructor({ clock }: Services) {
    this.byCaller = new DecayingCounts(clock, { forget, kept });
    this.byName = new DecayingCounts(clock, { forget, kept });
  }

  noteWrong(name: string): void {
    // Enough for the slowest answer; beyond that, an attack would be felt for days.
    if (this.byName.count(name, slowFrom) < slowFrom + slowestAnswer / slowBy) this.byName.add(name, slowFrom);
  }

  /** ms that an answer about this name is held back. */
  slowness(name: string): number {
    const beyond = Math.floor(this.byName.count(name, slowFrom) + 1e-6) - slowFrom;
    return Math.min(slowestAnswer, Math.max(0, beyond * slowBy));
  }
}

const guesses = perServer((services) => new Guesses(services));

/** ms that answers about a name are held back now. */
export const slownessOf = (services: Services, name: string): number => guesses(services).slowness(shortened(name));

/** Long names cost no more memory than others. */
const shortened = (name: string): string =>
  name.length <= 128 ? name : createHash('sha256').update(name).digest('base64');

/** What is guessed at when the id of an account is given instead of a name. */
export const nameOfId = (id: string): string => `id ${id}`;

const keyOf = (caller: string, name: string): string => `${caller} ${name}`;
const nameIn = (key: string): string => key.slice(key.indexOf(' ') + 1);

class Guess {
  readonly #call: Guessing;
  readonly #name: string;
  readonly #limit: number;
  /** Undefined where everybody may look like one address: that is nothing to lock. */
  readonly #key: string | undefined;
  #isOpen = true;

  constructor(call: Guessing, name: string) {
    const { config, request, services } = call;
    this.#call = call;
    this.#name = shortened(name);
    this.#limit = Math.max(1, config.ServiceSettings.MaximumLoginAttempts);
    const isShared = cameThroughUntrustedProxy(services, request);
    this.#key = isShared ? undefined : keyOf(callerOf(request.ip), this.#name);
    if (this.#key === undefined || guesses(services).byCaller.take(this.#key, this.#limit)) return;
    failureTraces(services).refused(this.#trace());
    throw new AppError('api.user.check_user_login_attempts.too_many.app_error');
  }

  /** Holds the answer back while the name is under attack; nothing else waits with it. */
  async slowDown(): Promise<void> {
    const ms = slownessOf(this.#call.services, this.#name);
    if (ms > 0) await setTimeout(ms);
  }

  /** Returns at once: the answer must not take longer where there is an account. */
  failed(account: Account | undefined): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    guesses(this.#call.services).noteWrong(this.#name);
    failureTraces(this.#call.services).failed(this.#trace(), account);
  }

  succeeded(): void {
    this.#isOpen = false;
    if (this.#key !== undefined) guesses(this.#call.services).byCaller.reset(this.#key);
  }

  /** It was not decided, or the secret was right and something else missing. Without effect after it was. */
  withdraw(): void {
    if (this.#isOpen && this.#key !== undefined) guesses(this.#call.services).byCaller.giveBack(this.#key, this.#limit);
    this.#isOpen = false;
  }

  #trace() {
    const { request } = this.#call;
    return { name: this.#name, ip: request.ip, action: request.url.split('?')[0] ?? '' };
  }
}

/**
 * Counts a guess; whoever began it says how it ended. 401 when this name was guessed at too often from this address:
 * that is decided before the secret is looked at, so that a right one is answered like all others. `name` as it is
 * looked up.
 */
export const beginGuess = (call: Guessing, name: string): Guess => new Guess(call, name);

export type { Guess };

/** Opens all that wrong guesses at an account have closed, once the work is committed. */
export const forgiveGuesses = (
  w: Work,
  { id, username, email }: { id: string; username: string; email: string },
): void => w.changed({ kind: 'account_unlocked', id, username, email });

/** In this process, at once. */
export function forgetGuesses(services: Services, user: { id: string; username: string; email: string }): void {
  const names = new Set([user.username, user.email, nameOfId(user.id)].map((name) => shortened(name.toLowerCase())));
  names.add(nameOfId(user.id));
  const { byCaller, byName } = guesses(services);
  byCaller.resetAll((key) => names.has(nameIn(key)));
  for (const name of names) byName.reset(name);
}
