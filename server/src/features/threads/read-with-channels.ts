import type { Services } from '../../work/services.ts';
import { inLanes } from '../../work/work.ts';
import type { ChannelsViewed } from '../channels/index.ts';
import { seesThreadsApart } from '../posts/index.ts';
import { writeReadInChannels } from './queries.ts';

/** Whoever sees replies among the other messages has read them with the channel. */
export async function readThreadsOfChannels(services: Services, viewed: ChannelsViewed): Promise<void> {
  const { user_id, channel_ids, at } = viewed;
  if (viewed.threads_apart && (await seesThreadsApart(services, user_id))) return;
  // One statement that is its own transaction; replies to these threads wait meanwhile, so that counts stay in order.
  await inLanes(services, [user_id, ...channel_ids], async () => {
    const rows = await writeReadInChannels.run(services.database.db, [user_id, channel_ids, at]);
    services.hub.publish(
      rows.map(({ channel_id }) => ({
        event: 'thread_read_changed',
        data: { timestamp: at },
        audience: { user_id, channel_id },
      })),
    );
  });
}
