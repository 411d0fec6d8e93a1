import type { deleteEmoji } from '@innermost/protocol/emoji.ts';
import type { StatusOk } from '@innermost/protocol/route.ts';
import type { Call } from '../../endpoint/endpoint.ts';
import { jobTopic } from '../../work/job-topic.ts';
import { AppError } from '../../platform/http/errors.ts';
import type { OfEmoji } from './access.ts';
import { checkEnabled } from './enabled.ts';
import { putPictureAside } from './jobs.ts';
import { markEmojiDeleted } from './queries.ts';

/** What bears its name has to go, as far as it was there at that time (ms). */
export const emojiDeleted = jobTopic<{ emoji_name: string; before: number }>();

/** Wire: messages keep its name, reactions go with it. */
export async function removeEmoji(call: Call<typeof deleteEmoji, OfEmoji>): Promise<StatusOk> {
  checkEnabled(call);
  const { db, now, granted } = call;
  const [emoji] = await markEmojiDeleted(db, { id: granted.emoji.id, now });
  if (!emoji) throw new AppError('app.emoji.get.no_result');
  call.changed({ kind: 'emoji', emoji });
  call.emit('emoji_deleted', { emoji }, {});
  await emojiDeleted.queue(call, { emoji_name: emoji.name, before: now });
  await call.job(putPictureAside, { emoji_id: emoji.id });
  return { status: 'OK' };
}
