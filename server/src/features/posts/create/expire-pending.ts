/** Pending ids need not be kept for ever: an outbox that is quiet for longer than this has nothing to repeat. */
import type { Stop } from '../../../area/area.ts';
import type { Services } from '../../../work/services.ts';
import { deleteOldPendingPosts } from './queries/pending.ts';

/** In ms, both. */
const keptFor = 7 * 24 * 3_600_000;
const lookEvery = 3_600_000;

/** Forgets which posts the sends of more than a week ago became. The posts stay. */
export async function forgetOldSends({ database, clock }: Services): Promise<void> {
  await deleteOldPendingPosts.run(database.db, [clock.now() - keptFor]);
}

export function expirePendingPosts(services: Services): Stop {
  const timer = setInterval(() => {
    forgetOldSends(services).catch((error: unknown) => services.log.warn({ err: error }, 'old sends are still kept'));
  }, lookEvery);
  return () => clearInterval(timer);
}
