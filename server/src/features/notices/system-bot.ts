/** Direct messages from the server itself, sent by the bot that the wire's server has for it. */
import type { Services } from '../../work/services.ts';
import { newId } from '../../platform/ids.ts';
import { noTransaction, work, type Work, type WorkWithoutTransaction } from '../../work/work.ts';
import { directChannelOf } from '../channels/index.ts';
import { sendPost } from '../posts/index.ts';
import { administratorIds, insertSystemBot, selectSystemBot } from './queries.ts';

/** Its id; undefined where somebody else bears its name, where it was deactivated, or before there is an administrator. */
async function systemBot({ db, now }: Work): Promise<string | undefined> {
  let bot = await selectSystemBot(db);
  if (!bot) {
    const [owner_id] = await administratorIds(db, 1);
    if (owner_id === undefined) return undefined;
    await insertSystemBot(db, { id: newId(), owner_id, now });
    bot = await selectSystemBot(db);
  }
  return bot?.is_bot && bot.delete_at === 0 ? bot.id : undefined;
}

/** The direct channel of the bot and the person, made when there is none. */
async function channelWith(w: WorkWithoutTransaction, botId: string, userId: string): Promise<string> {
  const { id } = await w.transaction([botId, userId], (making) => directChannelOf(making, botId, userId));
  return id;
}

/** Sends the same text to several people. One whom it does not reach keeps no other from it; the log says so. */
export function sendFromSystem(services: Services, userIds: readonly string[], message: string): Promise<void> {
  return work(services, noTransaction, (w) => send(w, userIds, message));
}

async function send(w: WorkWithoutTransaction, userIds: readonly string[], message: string): Promise<void> {
  const { services } = w;
  const botId = await systemBot(w);
  if (botId === undefined) {
    services.log.warn('there is no active bot system-bot, so a notice of the server was not sent');
    return;
  }
  for (const userId of userIds) {
    try {
      const channel = await services.directory.channels.get(await channelWith(w, botId, userId));
      if (!channel) continue;
      await sendPost(w, {
        channel,
        user_id: botId,
        message,
        type: '',
        props: { from_bot: 'true' },
        root_id: '',
        file_ids: [],
        pending_post_id: '',
        priority: undefined,
        isWebhook: false,
        marksRead: false,
        setOnline: false,
        mayCallChannel: false,
      });
    } catch (error) {
      services.log.warn({ err: error, user_id: userId }, 'a notice of the server was not sent');
    }
  }
}
