/**
 * One unit of work, wherever it begins: its way to the database, what it tells afterwards, and the lanes that keep what is
 * told in the order of the commits. It names all its lanes when it begins, and holds them until its events left.
 */
import type { Config } from '../platform/config/config.ts';
import type { Db } from '../platform/db/database.ts';
import { AppError } from '../platform/http/errors.ts';
import { LanesBusy, type HeldLanes } from '../platform/lanes.ts';
import { Outbox, type Said } from './outbox.ts';
import { distrust } from './receive.ts';
import { Queued, type Queueing } from './queueing.ts';
import { isInTransaction, servicesWithin, wholeServer, type Services } from './services.ts';

export interface Work extends Said, Queueing {
  /** The work's transaction; the only way to the database. Without one, each statement is a transaction of its own. */
  readonly db: Db;
  /** As the transaction has them: what they read, they read there. */
  readonly services: Services;
  readonly config: Config;
  /** ms since 1970, the same for the whole work: when it had its lanes, so that it grows from work to work of a lane. */
  readonly now: number;
}

/** A work whose statements are transactions of their own. */
export interface WorkWithoutTransaction extends Work {
  /** Runs `run` in a transaction, in these lanes, commits, and sends what was said in it. Throws where lanes are held. */
  transaction<T>(lanes: readonly string[], run: (work: Work) => Promise<T>): Promise<T>;
  /**
   * What `read` gives, from one view of the database. It may go on after the work: for answers that are made while they
   * are sent.
   */
  reading<T>(read: (db: Db) => AsyncIterable<T>): AsyncGenerator<T>;
  /** Sends what was said so far: it is committed. The rest is sent when the work ends. */
  send(): Promise<void> | undefined;
}

export interface Beginning {
  /** Ids of the channels, people and teams whose changes are told; `everybody` for what is nobody's own. */
  lanes: readonly string[];
}

/** For reads, and for single statements: they need no BEGIN and no COMMIT. */
export interface BeginningWithoutTransaction extends Beginning {
  transaction: 'none';
}

/** For reads, and for statements of which no event tells. */
export const noTransaction = { lanes: [], transaction: 'none' } as const satisfies BeginningWithoutTransaction;

const busy = (detail: string) => new AppError('api.context.server_busy.app_error', {}, detail);

/** Holds the lanes while `run` runs. 503 when too many wait for one of them, or for too long. */
export async function inLanes<T>(
  services: Services,
  lanes: readonly string[],
  run: (held: HeldLanes) => Promise<T>,
): Promise<T> {
  let held: HeldLanes;
  try {
    const taken = services.lanes.take(lanes);
    held = taken instanceof Promise ? await taken : taken;
  } catch (error) {
    throw error instanceof LanesBusy ? busy(error.message) : error;
  }
  try {
    return await run(held);
  } finally {
    held.release();
  }
}

/**
 * Takes the lanes, then a connection; runs `run` in a transaction, and tells what it said once that is committed. With
 * `transaction: 'none'` it takes the lanes only, and tells when `run` is done.
 */
export function work<T>(
  services: Services,
  beginning: BeginningWithoutTransaction,
  run: (work: WorkWithoutTransaction) => Promise<T> | T,
): Promise<T>;
export function work<T>(services: Services, beginning: Beginning, run: (work: Work) => Promise<T>): Promise<T>;
export function work<T>(
  services: Services,
  beginning: Beginning | BeginningWithoutTransaction,
  run: (work: WorkWithoutTransaction) => Promise<T>,
): Promise<T> {
  const isWithout = 'transaction' in beginning;
  return inLanes(services, beginning.lanes, (held) =>
    // In a transaction, `run` is typed to ask for no more than a `Work`.
    isWithout ? workWithoutIn(services, held, run) : workIn(services, held, run as (work: Work) => Promise<T>),
  );
}

/** As `work`, in lanes that the caller holds. 503 when too many wait for a connection. */
export async function workIn<T>(services: Services, held: HeldLanes, run: (work: Work) => Promise<T>): Promise<T> {
  const { database } = wholeServer(services);
  if (isInTransaction(services)) throw new Error('A work begun inside the transaction of another.');
  const outbox = new Outbox(services, held);
  const queued = new Queued(services);
  const now = services.clock.now();
  // Mentions are looked up in memory, which no transaction may fill.
  await services.directory.keywords.refresh();
  const begin = (db: Db): Work => ({
    db,
    services: servicesWithin(services, db),
    config: services.config.current(),
    now,
    ...outbox.said,
    ...queued.on(db, now),
  });
  let isRun = false;
  const running = database.inTurn(() =>
    database.transaction(async (tx) => {
      const result = await run(begin(tx));
      isRun = true;
      return result;
    }),
  );
  if (!running) throw busy('too many transactions wait');
  let result: T;
  try {
    result = await running;
  } catch (error) {
    if (isRun && isUnsure(error)) {
      services.log.error({ err: error }, 'a COMMIT got no answer; what is remembered is read anew');
      void distrust(services);
    }
    throw error;
  }
  await outbox.deliver();
  queued.begin();
  return result;
}

/**
 * As `work` with `transaction: 'none'`, in lanes that the caller holds. What was said is of statements that are committed,
 * so it is sent even when a later one fails.
 */
export async function workWithoutIn<T>(
  services: Services,
  held: HeldLanes,
  run: (work: WorkWithoutTransaction) => Promise<T> | T,
): Promise<T> {
  if (isInTransaction(services)) throw new Error('A work begun inside the transaction of another.');
  const outbox = new Outbox(services, held);
  const queued = new Queued(services);
  const { database } = wholeServer(services);
  const now = services.clock.now();
  const send = () => {
    queued.begin();
    return outbox.deliver();
  };
  const own: WorkWithoutTransaction = {
    db: database.db,
    services,
    config: services.config.current(),
    now,
    ...outbox.said,
    ...queued.on(database.db, now),
    transaction(lanes, then) {
      if (held.isEmpty) return work(services, { lanes }, then);
      throw new Error('A transaction begun in a work that holds lanes already.');
    },
    reading: (read) => database.reading(read),
    send,
  };
  try {
    return await run(own);
  } finally {
    const sending = send();
    if (sending) await sending;
  }
}

/** Whether a COMMIT that failed this way may have been done all the same: PostgreSQL gave no answer. */
function isUnsure(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return !/^[0-9A-Z]{5}$/.test(code) || /^(08|57P)/.test(code);
}
