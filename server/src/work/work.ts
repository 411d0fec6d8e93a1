/**
 * One unit of work, wherever it begins: a transaction, what it tells afterwards, and the lanes that keep what is told
 * in the order of the commits. It names all its lanes when it begins, and holds them until its events left.
 */
import { servicesWithin, type Services } from './services.ts';
import type { Config } from '../platform/config/config.ts';
import type { Db } from '../platform/db/database.ts';
import { AppError } from '../platform/http/errors.ts';
import { LanesBusy, type HeldLanes } from '../platform/lanes.ts';
import { Outbox, type Said } from './outbox.ts';
import { Queued, type Queueing } from './queueing.ts';

export interface Work extends Said, Queueing {
  /** The work's transaction; the only way to the database. */
  readonly db: Db;
  /** As the transaction has them: what they read, they read there. */
  readonly services: Services;
  readonly config: Config;
  /** ms since 1970, the same for the whole work: when it had its lanes, so that it grows from work to work of a lane. */
  readonly now: number;
}

export interface Beginning {
  /** Ids of the channels, people and teams whose changes are told; `everybody` for what is nobody's own. */
  lanes: readonly string[];
}

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

/** Takes the lanes, then a connection; runs `run` in a transaction, and tells what it said once that is committed. */
export function work<T>(services: Services, beginning: Beginning, run: (work: Work) => Promise<T>): Promise<T> {
  return inLanes(services, beginning.lanes, (held) => workIn(services, held, run));
}

/** As `work`, in lanes that the caller holds. 503 when too many wait for a connection. */
export async function workIn<T>(services: Services, held: HeldLanes, run: (work: Work) => Promise<T>): Promise<T> {
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
  const running = services.database.inTurn(() =>
    services.database.transaction(async (tx) => {
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
    if (isRun && isUnsure(error)) distrustCaches(services, error);
    throw error;
  }
  outbox.deliver();
  queued.begin();
  return result;
}

/** Whether a COMMIT that failed this way may have been done all the same: PostgreSQL gave no answer. */
function isUnsure(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return !/^[0-9A-Z]{5}$/.test(code) || /^(08|57P)/.test(code);
}

/** What the work would have told the caches is not known to be true or false. */
function distrustCaches(services: Services, error: unknown): void {
  services.log.error({ err: error }, 'a COMMIT got no answer; caches are read anew');
  services.sessions.forgetAll();
  services.hub.membershipsUnknown();
  services.directory
    .forgetEverything()
    .catch((failed: unknown) => services.log.error({ err: failed }, 'roles could not be read anew'));
}
