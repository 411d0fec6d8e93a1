/** Sessions that ran out are of no use to anybody, but stay in the table until somebody takes them out. */
import type { Stop } from '../../area/area.ts';
import type { Services } from '../../work/services.ts';
import { deleteExpiredSessions } from './queries.ts';

/** In ms, both. */
const keptFor = 24 * 3_600_000;
const lookEvery = 3_600_000;
/** Rows a statement, so that none holds on to the table for long. */
const atATime = 1_000;

/** Takes out the sessions that ended more than a day ago. */
export async function clearExpiredSessions({ clock, database }: Services): Promise<void> {
  const before = clock.now() - keptFor;
  while ((await deleteExpiredSessions(database.db, before, atATime)) === atATime);
}

export function expireSessions(services: Services): Stop {
  const timer = setInterval(() => {
    clearExpiredSessions(services).catch((error: unknown) =>
      services.log.warn({ err: error }, 'sessions that ran out are still in the database'),
    );
  }, lookEvery);
  return () => clearInterval(timer);
}
