/**
 * Takes jobs out of the queue and runs them. What it has is its own until it says otherwise or is taken for gone: its
 * beats in the database go on while it works, and others watch them by their own monotonic clocks, so no clock of
 * another machine decides. Every change of a row names runner and attempt: a runner that was taken for gone changes
 * nothing any more.
 */
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { Database } from '../db/database.ts';
import { newId } from '../ids.ts';
import type { JobQueueLevels } from '../metrics/metrics.ts';
import { Attempt } from './attempt.ts';
import { OtherRunners } from './other-runners.ts';
import * as queries from './queries.ts';
import type { Runnable } from './runnable.ts';
import { notBegun, runAttempt, settle, type Settled } from './run-attempt.ts';
import { Turns } from './turns.ts';

export interface RunnerOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'warn' | 'error'>;
  readonly runnables: readonly Runnable[];
  /** How many jobs run at once; as many more may be taken out of the queue ahead. */
  readonly atOnce: number;
  /** No other runner of ours works on this database: whatever is noted of others is left from a crash. */
  readonly alone: boolean;
  /** Whether this process runs jobs, and whether it queues what is due by schedule. */
  readonly isOn: () => { jobs: boolean; schedules: boolean };
  /** For tests; ms. */
  readonly timing?: Partial<Timing>;
}

export interface Timing {
  /** Between looks at the queue; what this process queues itself does not wait for one. */
  look: number;
  /** Between looks at the schedules. */
  schedules: number;
  /** Between beats while jobs run. */
  beat: number;
  /** A runner whose beats stand still for so long is gone. */
  lost: number;
  /** What was told to stop may take so long to do it. */
  grace: number;
  /** What was taken ahead of its turn goes back after so long. */
  wait: number;
  /** Between tries while the database does not answer. */
  betweenTries: number;
}

const usualTiming: Timing = {
  look: 5_000,
  schedules: 60_000,
  beat: 5_000,
  lost: 30_000,
  grace: 2_000,
  wait: 1_000,
  betweenTries: 1_000,
};

/** ms for which places that get free are gathered before they are filled. */
const gathered = 2;

/** Since the start of the process. */
export interface RunnerCounts {
  done: number;
  failed: number;
  given_up: number;
}

export class JobRunner {
  readonly counts: RunnerCounts = { done: 0, failed: 0, given_up: 0 };
  readonly #options: RunnerOptions;
  readonly #timing: Timing;
  readonly #known: Map<string, Runnable>;
  readonly #others: OtherRunners;
  readonly #turns: Turns;
  readonly #running = new Map<Attempt, Promise<void>>();
  #begun = 0;
  #id = '';
  #beatAt = Number.NEGATIVE_INFINITY;
  #schedulesAt = Number.NEGATIVE_INFINITY;
  #wanted = false;
  #claiming: Promise<void> | undefined;
  #soon: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;
  #lookTimer: NodeJS.Timeout | undefined;
  /** When the timer goes off, by the monotonic clock. */
  #lookAt = 0;
  #beatTimer: NodeJS.Timeout | undefined;
  /** Of the wall clock and of the monotonic one, at the last look. */
  #looked: { now: number; elapsed: number } | undefined;
  #beating: Promise<void> | undefined;
  #isUnreachable = false;
  #isStopping = false;

  constructor(options: RunnerOptions) {
    this.#options = options;
    this.#timing = { ...usualTiming, ...options.timing };
    this.#known = new Map(options.runnables.map((runnable) => [runnable.name, runnable]));
    this.#others = new OtherRunners(this.#timing.lost);
    this.#turns = new Turns(options.atOnce, { longestWait: this.#timing.wait, clock: options.clock });
  }

  /** Takes back what a crash left behind, and begins. */
  async start(): Promise<void> {
    await this.#register();
    if (this.#options.alone) await queries.deleteOtherRunners(this.#db, { runner: this.#id });
    await this.look();
  }

  /** Something was queued: it is begun now if it may be, or at `dueAt` (ms since 1970). */
  wake(dueAt = 0): void {
    if (this.#isStopping) return;
    const delay = dueAt - this.#options.clock.now();
    if (dueAt > 0 && delay > 0) this.#lookWithin(delay);
    else void this.#claim();
  }

  /** Tells a job to stop if it runs here. */
  stopJob(id: number): void {
    for (const attempt of this.#running.keys()) if (attempt.row.id === id) attempt.stop('cancelled');
  }

  /** How many rows there are of each state, and for how long the oldest has been ready, in seconds. */
  async levels(): Promise<JobQueueLevels> {
    const states = { ready: 0, later: 0, running: 0, dead: 0 };
    const rows = await queries.countByState(this.#db);
    for (const { state, count } of rows) states[state] = count;
    const since = rows.find(({ state }) => state === 'ready')?.since;
    return { states, oldestSeconds: since ? Math.max(0, this.#options.clock.now() - since) / 1000 : 0 };
  }

  /** Runs what may run now, and what that queues, until nothing is left; what is put off stays. For tests. */
  async toEmpty(): Promise<void> {
    for (;;) {
      const before = this.#begun;
      await queries.wakeDueJobs(this.#db, { now: this.#options.clock.now() });
      await this.#claim();
      // One that began and ended meanwhile may have made room for the next of its serial queue.
      if (this.#running.size === 0 && this.#begun === before) return;
      await Promise.all(this.#running.values());
    }
  }

  /** Begins nothing more, lets run what runs for up to `limit` ms, and hands the rest back. */
  async stop(limit: number): Promise<void> {
    this.#isStopping = true;
    clearTimeout(this.#lookTimer);
    clearTimeout(this.#soon);
    await Promise.all([this.#claiming, this.#looking]);
    this.#turns.handBack();
    const timer = setTimeout(() => {
      for (const attempt of this.#running.keys()) attempt.stop('stopping');
    }, limit);
    await Promise.all(this.#running.values());
    clearTimeout(timer);
    clearTimeout(this.#beatTimer);
    await this.#beating;
    await queries.deleteRunner(this.#db, { runner: this.#id }).catch(() => undefined);
  }

  get #db() {
    return this.#options.database.db;
  }

  async #register(): Promise<void> {
    this.#id = newId();
    await queries.insertRunner(this.#db, { runner: this.#id });
    this.#beatAt = this.#options.clock.elapsed();
  }

  /** One look at the queue: what is due, who is gone, what the schedules say. Again after a while, whatever happens. */
  look(): Promise<void> {
    this.#looking ??= this.#look()
      .then(() => this.#reachable())
      .catch((error: unknown) => this.#unreachable(error))
      .finally(() => {
        this.#looking = undefined;
        this.#lookWithin(this.#timing.look);
      });
    return this.#looking;
  }

  async #look(): Promise<void> {
    const { clock } = this.#options;
    const wentBack = this.#clockWentBack();
    if (wentBack) await queries.wakeFailedJobs(this.#db, { now: clock.now() });
    await this.#queueScheduled(wentBack);
    const [outlook] = await queries.lookAtQueue(this.#db, { runner: this.#id });
    if (!outlook) return;
    await this.#buryOthers(outlook);
    const isDue = outlook.next_due !== null && outlook.next_due <= clock.now();
    if (isDue) await queries.wakeDueJobs(this.#db, { now: clock.now() });
    else if (outlook.next_due !== null) this.wake(outlook.next_due);
    if (outlook.ready || isDue || outlook.orphans) void this.#claim();
  }

  /** Also at the first look, of which nobody knows what came before. */
  #clockWentBack(): boolean {
    const { clock } = this.#options;
    const [now, elapsed] = [clock.now(), clock.elapsed()];
    const before = this.#looked;
    this.#looked = { now, elapsed };
    return before === undefined || now - before.now < elapsed - before.elapsed - 1_000;
  }

  async #queueScheduled(atOnce: boolean): Promise<void> {
    const { clock, isOn, runnables } = this.#options;
    const elapsed = clock.elapsed();
    if (!isOn().schedules || (!atOnce && elapsed - this.#schedulesAt < this.#timing.schedules)) return;
    this.#schedulesAt = elapsed;
    const scheduled = runnables.flatMap((one) => (one.every === undefined ? [] : [{ ...one, every: one.every }]));
    if (scheduled.length === 0) return;
    await queries.queueScheduled(this.#db, {
      now: clock.now(),
      names: scheduled.map(({ name }) => name),
      periods: scheduled.map(({ every }) => every),
      priorities: scheduled.map(({ priorityNumber }) => priorityNumber),
      serials: scheduled.map(({ name }) => name),
      max_attempts: scheduled.map(({ retry }) => retry.attempts),
    });
  }

  async #buryOthers({ runners, orphans }: queries.Outlook): Promise<void> {
    const { clock, log } = this.#options;
    const others = (runners ?? []).filter(({ id }) => id !== this.#id);
    const gone = this.#others.observe(others, clock.elapsed());
    for (const { id, beats } of gone) await queries.buryRunner(this.#db, { now: clock.now(), runner: id, beats });
    const taken = orphans ? await queries.adoptOrphans(this.#db, { now: clock.now(), runner: this.#id }) : [];
    if (taken.length > 0) log.warn({ jobs: taken.length }, 'jobs of a server that is gone were taken back');
  }

  #claim(): Promise<void> {
    this.#wanted = true;
    this.#claiming ??= this.#claimAll()
      .then(() => this.#reachable())
      .catch((error: unknown) => {
        this.#wanted = false;
        this.#unreachable(error);
        this.#lookWithin(this.#timing.betweenTries);
      })
      .finally(() => {
        this.#claiming = undefined;
        // Asked for in the moment when the last round had just ended.
        if (this.#wanted) void this.#claim();
      });
    return this.#claiming;
  }

  async #claimAll(): Promise<void> {
    const { clock, isOn } = this.#options;
    while (this.#wanted) {
      this.#wanted = false;
      const free = this.#turns.most - this.#running.size;
      // Whatever ends next asks again.
      if (free <= 0 || this.#isStopping || !isOn().jobs) return;
      if (clock.elapsed() - this.#beatAt > this.#timing.beat) await this.#beat();
      for (const row of await this.#take(free)) this.#begin(row);
    }
  }

  /** Short jobs end close to each other, and one claim fills all of their places. */
  #claimSoon(): void {
    this.#soon ??= setTimeout(() => {
      this.#soon = undefined;
      if (!this.#isStopping) void this.#claim();
    }, gathered);
  }

  /** Fewer than asked for: no more are ready. */
  async #take(free: number): Promise<queries.ClaimedRow[]> {
    const { clock } = this.#options;
    try {
      const names = [...this.#known.keys()];
      const rows = await queries.claimJobs(this.#db, { runner: this.#id, limit: free, names, now: clock.now() });
      this.#turns.claimed(rows.length, free);
      if (rows.length === free) this.#wanted = true;
      return rows;
    } catch (error) {
      if (!isTakenMeanwhile(error)) throw error;
      this.#wanted = true;
      return [];
    }
  }

  #begin(row: queries.ClaimedRow): void {
    const { clock, log } = this.#options;
    const attempt = new Attempt(row, this.#id, clock);
    const runnable = this.#known.get(row.name);
    if (!runnable) throw new Error(`The job ${row.name} was taken and is not known.`);
    const run = async (): Promise<void> => {
      const { grace, betweenTries } = this.#timing;
      const outcome = await this.#turns.run(attempt, runnable.priorityNumber, () =>
        runAttempt(runnable, attempt, grace),
      );
      const settled = await settle(this.#db, {
        runnable,
        attempt,
        outcome: outcome ?? notBegun,
        clock,
        mayWait: () => !this.#isStopping,
        betweenTries,
      });
      this.#note(row, settled);
    };
    const ended = run()
      .catch((error: unknown) => log.error({ err: error, job: row.name, id: row.id }, 'a job could not be settled'))
      .finally(() => {
        this.#running.delete(attempt);
        this.#claimSoon();
      });
    this.#running.set(attempt, ended);
    this.#begun += 1;
    this.#beatLater();
  }

  #note({ name, id, attempts, max_attempts }: queries.ClaimedRow, settled: Settled): void {
    const { log } = this.#options;
    const about = { job: name, id, attempts, max_attempts };
    if (settled.as === 'done') this.counts.done += 1;
    if (settled.as !== 'failed' && settled.as !== 'given up') return;
    this.counts.failed += 1;
    if (settled.as === 'failed') {
      log.warn({ ...about, err: settled.error, again_in_ms: settled.delay }, 'a job failed and is tried again');
      this.wake(settled.dueAt);
    } else {
      this.counts.given_up += 1;
      log.error({ ...about, err: settled.error }, 'a job was given up; innermost jobs retry runs it again');
    }
  }

  #beatLater(): void {
    this.#beatTimer ??= setTimeout(() => {
      this.#beating = this.#beatOn();
    }, this.#timing.beat).unref();
  }

  async #beatOn(): Promise<void> {
    this.#beatTimer = undefined;
    if (this.#running.size === 0) return;
    await this.#beat().catch((error: unknown) => this.#unreachable(error));
    this.#beatLater();
  }

  /** Who stood still for so long that others took over its jobs stops them, and goes on under another name. */
  async #beat(): Promise<void> {
    const [found] = await queries.beat(this.#db, { runner: this.#id });
    this.#beatAt = this.#options.clock.elapsed();
    if (!found) {
      for (const attempt of this.#running.keys()) attempt.stop('lost');
      if (!this.#isStopping) await this.#register();
      return;
    }
    for (const id of found.cancelled ?? []) this.stopJob(id);
  }

  #lookWithin(delay: number): void {
    if (this.#isStopping) return;
    // A wall clock that jumps is noticed at the next look at the latest.
    const within = Math.min(Math.max(delay, 0), this.#timing.look);
    const at = this.#options.clock.elapsed() + within;
    if (this.#lookTimer && this.#lookAt <= at) return;
    clearTimeout(this.#lookTimer);
    this.#lookAt = at;
    this.#lookTimer = setTimeout(() => {
      this.#lookTimer = undefined;
      void this.look();
    }, within).unref();
  }
  #reachable(): void {
    this.#isUnreachable = false;
  }

  #unreachable(error: unknown): void {
    this.#others.forget();
    if (!this.#isUnreachable) this.#options.log.warn({ err: error }, 'jobs wait: their queue cannot be read');
    this.#isUnreachable = true;
  }
}

/** Two runners chose from one serial queue at the same moment, or queued the same key. */
const isTakenMeanwhile = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === '23505' || error.code === '40P01');
