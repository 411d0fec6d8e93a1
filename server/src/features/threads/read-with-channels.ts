import type { Services } from '../../work/services.ts';
import { noTransaction, work } from '../../work/work.ts';
import type { ChannelsViewed } from '../channels/index.ts';
import { seesThreadsApart } from '../posts/index.ts';
import { writeReadInChannels } from './queries.ts';

/** Whoever sees replies among the other messages has read them with the channel. */
export async function readThreadsOfChannels(services: Services, viewed: ChannelsViewed): Promise<void> {
  const { user_id, channel_ids, at } = viewed;
  const isApart = () => work(services, noTransaction, (w) => seesThreadsApart(w, user_id));
  if (viewed.threads_apart && (await isApart())) return;
  // Replies to these threads wait meanwhile, so that counts stay in order.
  await work(services, { lanes: [user_id, ...channel_ids], transaction: 'none' }, async ({ db, emit }) => {
    for (const { channel_id } of await writeReadInChannels(db, { user_id, channel_ids, now: at }))
      emit('thread_read_changed', { timestamp: at }, { user_id, channel_id });
  });
}
