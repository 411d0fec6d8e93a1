/** Direct messages from the server itself, sent by the bot that the wire's server has for it. */
import type { JobWithoutTransaction } from '../../jobs/job.ts';
import { newId } from '../../platform/ids.ts';
import type { Work, WorkWithoutTransaction } from '../../work/work.ts';
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

/**
 * Sends the same text to several people, from a job: repeated by a later attempt, nobody gets it twice. One whom it does not
 * reach keeps no other from it; then it throws.
 */
export async function sendFromSystem(
  w: JobWithoutTransaction,
  userIds: readonly string[],
  message: string,
): Promise<void> {
  const { log } = w.services;
  const botId = await systemBot(w);
  if (botId === undefined) {
    log.warn('there is no active bot system-bot, so a notice of the server was not sent');
    return;
  }
  let missed = 0;
  for (const userId of userIds) {
    try {
      await sendTo(w, botId, userId, message);
    } catch (error) {
      missed += 1;
      log.warn({ err: error, user_id: userId }, 'a notice of the server was not sent');
    }
  }
  if (missed > 0) throw new Error(`A notice did not reach ${missed} of ${userIds.length} people.`);
}

async function sendTo(w: JobWithoutTransaction, botId: string, userId: string, message: string): Promise<void> {
  const channel = await w.services.directory.channels.get(await channelWith(w, botId, userId));
  if (!channel) return;
  await sendPost(w, {
    channel,
    user_id: botId,
    message,
    type: '',
    props: { from_bot: 'true' },
    root_id: '',
    file_ids: [],
    pending_post_id: `job ${w.id} ${userId}`,
    priority: undefined,
    isWebhook: false,
    marksRead: false,
    setOnline: false,
    mayCallChannel: false,
  });
}
