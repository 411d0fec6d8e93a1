/** One attempt, from its arguments to what becomes of the row. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../clock.ts';
import type { Db } from '../db/database.ts';
import { LostJob, type Attempt } from './attempt.ts';
import * as queries from './queries.ts';
import { delayAfter, NotWorthRetrying } from './retry.ts';
import type { Runnable } from './runnable.ts';

export type Outcome = { as: 'done' } | { as: 'failed'; error: unknown; isFinal: boolean };

/** Of one that was told to stop before it had a place. */
export const notBegun: Outcome = { as: 'failed', error: new Error('The job was not begun.'), isFinal: false };

/** What the queue was told. */
export type Settled =
  | { as: 'done' | 'cancelled' | 'handed back' | 'lost' }
  | { as: 'failed'; error: unknown; delay: number; dueAt: number }
  | { as: 'given up'; error: unknown };

/** Resolves when the job has ended, or did not within `grace` ms of being told to. */
export async function runAttempt(runnable: Runnable, attempt: Attempt, grace: number): Promise<Outcome> {
  let args: unknown;
  try {
    args = runnable.parse(JSON.parse(attempt.row.args));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const refused = new Error(`Its arguments are not those that this version knows: ${message}`);
    return { as: 'failed', error: refused, isFinal: true };
  }
  const overdue = setTimeout(() => attempt.stop('too long'), runnable.patience);
  const abandoned = new AbortController();
  try {
    await Promise.race([runnable.run(attempt, args), hasHung(attempt, grace, abandoned.signal)]);
    return { as: 'done' };
  } catch (error) {
    return { as: 'failed', error, isFinal: error instanceof NotWorthRetrying };
  } finally {
    clearTimeout(overdue);
    abandoned.abort();
  }
}

/** Rejects when the attempt is told to stop and goes on all the same. */
function hasHung(attempt: Attempt, grace: number, over: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const told = (): void => {
      const timer = setTimeout(() => reject(new Error('The job took too long, and did not stop when told to.')), grace);
      over.addEventListener('abort', () => clearTimeout(timer));
    };
    attempt.signal.addEventListener('abort', told, { signal: over });
  });
}

interface Ending {
  runnable: Runnable;
  attempt: Attempt;
  outcome: Outcome;
  clock: Clock;
  /** False: the server stops, and a database that does not answer is not waited for. */
  mayWait(): boolean;
  /** ms */
  betweenTries: number;
}

/** Tells the queue, however long the database is away: a job that is done must not run again because of that. */
export async function settle(db: Db, ending: Ending): Promise<Settled> {
  for (;;) {
    try {
      return await tell(db, ending);
    } catch (error) {
      if (!ending.mayWait()) throw error;
      await sleep(ending.betweenTries, undefined, { ref: false });
    }
  }
}

async function tell(db: Db, { runnable, attempt, outcome, clock }: Ending): Promise<Settled> {
  const now = clock.now();
  if (outcome.as === 'done') {
    if (!runnable.finishesItself) await queries.finishJob(db, { ...attempt.token, now });
    return { as: 'done' };
  }
  const { error } = outcome;
  const why = attempt.stopReason;
  if (why === 'lost' || error instanceof LostJob) return { as: 'lost' };
  if (why === 'cancelled') {
    await queries.endCancelledJob(db, { ...attempt.token, now });
    return { as: 'cancelled' };
  }
  if (why === 'stopping') {
    await queries.handJobBack(db, { ...attempt.token, now });
    return { as: 'handed back' };
  }
  const isFinal = outcome.isFinal || attempt.row.attempts >= attempt.row.max_attempts;
  const delay = delayAfter(attempt.row.attempts, runnable.retry);
  // Nothing comes back where a COMMIT without an answer was done after all.
  const [failed] = await queries.failJob(db, {
    ...attempt.token,
    now,
    due_at: now + delay,
    error: textOf(error),
    given_up: isFinal,
  });
  if (!failed) return { as: 'lost' };
  return isFinal ? { as: 'given up', error } : { as: 'failed', error, delay, dueAt: now + delay };
}

/** For the operator, in the row; the log has the rest. PostgreSQL refuses a NUL. */
function textOf(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text.replaceAll('\0', '').slice(0, 2_000);
}
