import type { getEmojiImage } from '@innermost/protocol/emoji.ts';
import type { Call } from '../../endpoint/endpoint.ts';
import { notModified } from '../../endpoint/run.ts';
import { AppError } from '../../platform/http/errors.ts';
import type { HttpReply } from '../../platform/http/message.ts';
import { headOf, keptReply, pictureTypeOf } from '../../platform/pictures/kept.ts';
import { checkEnabled } from './enabled.ts';
import { imagePath } from './paths.ts';
import { selectEmojiById } from './queries.ts';

/** Bytes by which kinds of pictures are told. */
const telling = 16;

/** Wire: kept for thirty days. It never changes, so its id says which it is. */
export async function showEmojiImage(call: Call<typeof getEmojiImage>): Promise<HttpReply> {
  checkEnabled(call);
  const { services, params, db } = call;
  const [emoji] = await selectEmojiById(db, { id: params.emoji_id });
  if (!emoji) throw new AppError('app.emoji.get.no_result');
  const missing = new AppError('app.emoji.get_image.app_error');
  const path = imagePath(emoji.id);
  const head = await headOf(services.files, path, telling);
  if (!head) throw missing;
  call.header('Cache-Control', 'max-age=2592000, private');
  if (call.matches(emoji.id)) return notModified();
  // Adopted ones are what their servers took for pictures.
  const kept = await keptReply(services.files, path, pictureTypeOf(head) ?? 'application/octet-stream');
  if (!kept) throw missing;
  return kept;
}
