import type { Services } from '../../endpoint/services.ts';
import type { ChannelsViewed } from '../channels/index.ts';
import { selectThreadsChoice, writeReadInChannels } from './queries.ts';

/** Whether the person sees threads apart from their channels: the configuration decides, or leaves it to the person. */
async function seesThreadsApart(services: Services, userId: string): Promise<boolean> {
  const mode = services.config.current().ServiceSettings.CollapsedThreads;
  if (mode === 'always_on' || mode === 'disabled') return mode === 'always_on';
  const [choice] = await selectThreadsChoice.run(services.database.db, [userId]);
  return choice ? choice.value === 'on' : mode === 'default_on';
}

/** Whoever sees replies among the other messages has read them with the channel. */
export async function readThreadsOfChannels(services: Services, viewed: ChannelsViewed): Promise<void> {
  const { user_id, channel_ids, at } = viewed;
  if (viewed.threads_apart && (await seesThreadsApart(services, user_id))) return;
  const rows = await writeReadInChannels.run(services.database.db, [user_id, channel_ids, at]);
  services.hub.publish(
    rows.map(({ channel_id }) => ({
      event: 'thread_read_changed',
      data: { timestamp: at },
      audience: { user_id, channel_id },
    })),
  );
}
