import type { Clock } from '../clock.ts';
import type { Db } from '../db/database.ts';
import { finishJob, noteProgress, type ClaimedRow } from './queries.ts';

/** Why a job is told to stop. */
export type StopReason = 'cancelled' | 'stopping' | 'lost' | 'too long';

/** Somebody else has the job by now: what this attempt did must not be kept. */
export class LostJob extends Error {
  override readonly name = 'LostJob';
}

const progressEvery = 1_000;

/** One run of one job. */
export class Attempt {
  readonly row: ClaimedRow;
  readonly #runner: string;
  readonly #clock: Clock;
  readonly #stop = new AbortController();
  #stopReason: StopReason | undefined;
  #progressAt = Number.NEGATIVE_INFINITY;

  constructor(row: ClaimedRow, runner: string, clock: Clock) {
    this.row = row;
    this.#runner = runner;
    this.#clock = clock;
  }

  /** Aborts when the job is cancelled, takes too long, or the server stops. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  get stopReason(): StopReason | undefined {
    return this.#stopReason;
  }

  /** The first reason counts. */
  stop(reason: StopReason): void {
    if (this.#stopReason !== undefined) return;
    this.#stopReason = reason;
    this.#stop.abort(new Error(`The job was told to stop: ${reason}.`));
  }

  /** Which row, by which runner, in which attempt: what the statements that change it take. */
  get token(): { id: number; runner: string; attempt: number } {
    return { id: this.row.id, runner: this.#runner, attempt: this.row.attempts };
  }

  /** In the transaction `db`, the job is done when and only when that commits. Throws LostJob. */
  async finish(db: Db): Promise<void> {
    const done = await finishJob(db, { ...this.token, now: this.#clock.now() });
    if (done.length === 0) throw new LostJob(`The job ${this.row.name} ${this.row.id} is no longer this runner's.`);
  }

  /** Notes how far it is, 0 to 100; more often than once a second is not noted. */
  async progress(db: Db, percent: number): Promise<void> {
    if (this.#clock.elapsed() - this.#progressAt < progressEvery) return;
    this.#progressAt = this.#clock.elapsed();
    const whole = Math.max(0, Math.min(100, Math.floor(percent)));
    await noteProgress(db, { ...this.token, percent: whole, now: this.#clock.now() });
  }
}
