/**
 * A job is a declaration: what it is given, how it is tried again, and what it does. It is queued in the transaction of
 * the change that it follows, so it is there when and only when that was committed, and it survives any end of the
 * server.
 *
 * With the transaction of the job (the default) what it wrote and its being done are one commit: it happens once. With
 * `transaction: 'none'` it begins its own, or writes to nobody's database at all (mail, a call of another server); after
 * a crash it runs again, so it must bear that, or say `retry: { attempts: 1 }`.
 */
import type { ZodType } from 'zod';
import type { Attempt } from '../platform/jobs/attempt.ts';
import { priorityNumber, type JobPriority, type Queueable } from '../platform/jobs/queue.ts';
import { usualRetry, type Retry } from '../platform/jobs/retry.ts';
import type { Runnable } from '../platform/jobs/runnable.ts';
import type { Services } from '../work/services.ts';
import { noTransaction, work, type Work, type WorkWithoutTransaction } from '../work/work.ts';

/** What every run has. */
export interface JobRun {
  /** Aborts when somebody cancels the job, when it takes too long, or when the server stops. Long work listens to it. */
  readonly signal: AbortSignal;
  /** From 1. */
  readonly attempt: number;
  /** The same in every attempt, and never that of another job: for what must be recognised when it is repeated. */
  readonly id: number;
}

export type JobWork = Work & JobRun;

/** A run without a transaction of its own. */
export interface JobWithoutTransaction extends WorkWithoutTransaction, JobRun {
  /** Shows how far it is, 0 to 100. */
  progress(percent: number): Promise<void>;
}

export interface Period {
  minutes?: number;
  hours?: number;
}

interface Declaration<In, Args> {
  /** Of what is stored. A later version of the program reads rows of an earlier one: give new fields a default. */
  args: ZodType<Args, In>;
  priority?: JobPriority;
  retry?: Partial<Retry>;
  /** The name of a queue in which one runs at a time, in order. One that failed and waits holds up those behind it. */
  serial?: string | ((args: In) => string);
  /** Runs by itself this often, with `{}`; one at a time, and once however many periods were missed. */
  every?: Period;
  /** A type of upstream's under which the API shows and starts it; its arguments are the `data` of that job. */
  shownAs?: string;
  /** How long one run may take, in ms; 15 minutes unless told. */
  patience?: number;
}

export interface DeclarationInTransaction<In, Args> extends Declaration<In, Args> {
  transaction?: 'job';
  /** Whose changes it tells, as an endpoint's. */
  lanes?(args: Args): readonly string[];
  run(work: JobWork, args: Args): Promise<void>;
}

export interface DeclarationWithoutTransaction<In, Args> extends Declaration<In, Args> {
  transaction: 'none';
  /** Why. */
  because: string;
  run(call: JobWithoutTransaction, args: Args): Promise<void>;
}

/** Whatever its arguments. */
export interface AnyJob {
  readonly name: string;
  readonly shownAs?: string;
  readonly because?: string;
  runnableOn(services: Services): Runnable;
}

export interface Job<In> extends AnyJob, Queueable<In> {}

const minute = 60_000;
const usualPatience = 15 * minute;

/** `name` is stored: one that was used is not used for anything else later. */
export function job<In, Args>(
  name: string,
  declaration: DeclarationInTransaction<In, Args> | DeclarationWithoutTransaction<In, Args>,
): Job<In> {
  const { args, priority = 'normal', serial, every, shownAs, patience = usualPatience } = declaration;
  const retry = { ...usualRetry, ...declaration.retry };
  if (every && !args.safeParse({}).success) throw new Error(`The job ${name} has a schedule, so it must take {}.`);
  return {
    name,
    args,
    priority,
    attempts: retry.attempts,
    serial: (given) => (typeof serial === 'function' ? serial(given) : (serial ?? (every ? name : undefined))),
    ...(shownAs === undefined ? {} : { shownAs }),
    ...(declaration.transaction === 'none' ? { because: declaration.because } : {}),
    runnableOn: (services) => ({
      name,
      priorityNumber: priorityNumber(priority),
      retry,
      patience,
      finishesItself: declaration.transaction !== 'none',
      ...(every ? { every: ((every.hours ?? 0) * 60 + (every.minutes ?? 0)) * minute } : {}),
      parse: (given) => args.parse(given),
      run: (attempt, parsed) => {
        // The runner gives what `parse` of this job answered.
        const read = parsed as Args;
        if (declaration.transaction === 'none')
          return work(services, noTransaction, (begun) => declaration.run(callOf(begun, attempt), read));
        return runInTransaction(services, attempt, declaration, read);
      },
    }),
  };
}

function runInTransaction<In, Args>(
  services: Services,
  attempt: Attempt,
  { lanes, run }: DeclarationInTransaction<In, Args>,
  args: Args,
): Promise<void> {
  return work(services, { lanes: lanes?.(args) ?? [] }, async (begun) => {
    await run({ ...begun, ...runOf(attempt) }, args);
    await attempt.finish(begun.db);
  });
}

const runOf = (attempt: Attempt): JobRun => ({
  signal: attempt.signal,
  attempt: attempt.row.attempts,
  id: attempt.row.id,
});

const callOf = (begun: WorkWithoutTransaction, attempt: Attempt): JobWithoutTransaction => ({
  ...begun,
  ...runOf(attempt),
  progress: (percent) => attempt.progress(begun.db, percent),
});
