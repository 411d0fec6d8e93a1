import type { deleteEmoji } from '@innermost/protocol/emoji.ts';
import type { StatusOk } from '@innermost/protocol/route.ts';
import type { Call } from '../../endpoint/endpoint.ts';
import { AppError } from '../../platform/http/errors.ts';
import type { OfEmoji } from './access.ts';
import { checkEnabled } from './enabled.ts';
import { putPictureAside } from './jobs.ts';
import { markEmojiDeleted } from './queries.ts';

/** Wire: nobody is told; messages and reactions keep its name. */
export async function removeEmoji(call: Call<typeof deleteEmoji, OfEmoji>): Promise<StatusOk> {
  checkEnabled(call);
  const { db, now, granted } = call;
  const [emoji] = await markEmojiDeleted(db, { id: granted.emoji.id, now });
  if (!emoji) throw new AppError('app.emoji.get.no_result');
  call.changed({ kind: 'emoji', emoji });
  await call.job(putPictureAside, { emoji_id: emoji.id });
  return { status: 'OK' };
}
