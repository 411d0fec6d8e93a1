/** Runners on a test's own database, with kinds of jobs that say what they did. */
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { systemClock, type Clock } from '../clock.ts';
import type { Database } from '../db/database.ts';
import type { Attempt } from './attempt.ts';
import { insertQueued, queuedJob, type Queueable, type QueueOptions } from './queue.ts';
import { usualRetry, type Retry } from './retry.ts';
import type { Runnable } from './runnable.ts';
import { JobRunner, type RunnerOptions } from './runner.ts';

const argsOf = z.object({ n: z.number().default(0) });

export interface Kind {
  queueable: Queueable<{ n?: number | undefined }>;
  runnable: Runnable;
}

export interface KindOptions {
  retry?: Partial<Retry>;
  serial?: string;
  every?: number;
  patience?: number;
  finishesItself?: boolean;
}

export function kind(
  name: string,
  run: (attempt: Attempt, n: number) => Promise<void> | void,
  options: KindOptions = {},
): Kind {
  const retry = { ...usualRetry, ...options.retry };
  const { serial, every, patience = 60_000, finishesItself = false } = options;
  return {
    queueable: { name, args: argsOf, priority: 'normal', attempts: retry.attempts, serial: () => serial },
    runnable: {
      name,
      priorityNumber: 50,
      retry,
      patience,
      finishesItself,
      ...(every === undefined ? {} : { every }),
      parse: (args) => argsOf.parse(args),
      // `parse` gave them.
      run: async (attempt, args) => run(attempt, (args as { n: number }).n),
    },
  };
}

/** Looks, beats and patience are short, so that a test need not wait. */
const timing = { look: 50, schedules: 0, beat: 50, lost: 500, grace: 100 };

export function makeRunner(
  database: Database,
  kinds: readonly Kind[],
  options: Partial<Omit<RunnerOptions, 'clock'>> & { clock?: Partial<Clock> } = {},
): JobRunner {
  const runner = new JobRunner({
    database,
    log: pino({ level: process.env['INNERMOST_TEST_LOG'] ?? 'silent' }),
    runnables: kinds.map(({ runnable }) => runnable),
    atOnce: 4,
    alone: false,
    isOn: () => ({ jobs: true, schedules: true }),
    ...options,
    clock: { ...systemClock, ...options.clock },
    timing: { ...timing, ...options.timing },
  });
  onTestFinished(() => runner.stop(0));
  return runner;
}

export const put = (database: Database, { queueable }: Kind, n: number, options?: QueueOptions): Promise<void> =>
  insertQueued(database.db, queuedJob(queueable, { n }, options), 1);
