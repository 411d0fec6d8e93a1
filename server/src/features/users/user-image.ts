import { crc32 } from 'node:zlib';
import type { getDefaultUserImage, getUserImage } from '@innermost/protocol/users.ts';
import type { Call } from '../../endpoint/endpoint.ts';
import { notModified } from '../../endpoint/run.ts';
import { AppError } from '../../platform/http/errors.ts';
import { HttpReply } from '../../platform/http/message.ts';
import { avatarOf } from './avatar.ts';
import { checkMaySee } from './visibility.ts';

/** Clients keep a picture for a day; they add the time of its last change to the address. Wire: the ETag is a number. */
export async function showImage(
  call: Call<typeof getUserImage> | Call<typeof getDefaultUserImage>,
): Promise<HttpReply> {
  const { params, services } = call;
  const person = await services.directory.people.get(params.user_id);
  if (!person) throw new AppError('app.user.missing_account.const');
  await checkMaySee(call, person.id);
  const { png, version } = avatarOf(person.id, person.username);
  call.header('Cache-Control', 'max-age=86400, private');
  if (call.matches(String(crc32(version)))) return notModified();
  return new HttpReply(200, png, { 'Content-Type': 'image/png' });
}
