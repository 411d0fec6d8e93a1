import type { Attempt } from './attempt.ts';
import type { Retry } from './retry.ts';

/** A kind of job, as the runner sees it. */
export interface Runnable {
  readonly name: string;
  /** ms from one run to the next, at least a minute; absent where it runs only when it was queued. */
  readonly every?: number;
  /** Of the rows that its schedule makes. */
  readonly priorityNumber: number;
  readonly retry: Retry;
  /** ms that one run may take; then it is told to stop, and counts as failed. */
  readonly patience: number;
  /** Calls `attempt.finish` in the transaction of its effect; else the runner does, after it. */
  readonly finishesItself: boolean;
  /** Throws for arguments of another version of this program. */
  parse(args: unknown): unknown;
  run(attempt: Attempt, args: unknown): Promise<void>;
}
