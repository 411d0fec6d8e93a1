/** The picture of a person: one that they chose, cut to a square, or the one that everybody has. */
import { crc32 } from 'node:zlib';
import { Readable } from 'node:stream';
import type { StatusOk } from '@innermost/protocol/route.ts';
import type { deleteUserImage, getDefaultUserImage, getUserImage, setUserImage } from '@innermost/protocol/users.ts';
import type { PersonFacts } from '../../access/directory.ts';
import type { OfUser } from '../../access/scopes/user.ts';
import type { Call, CallWithoutTransaction, WorkOfSession } from '../../endpoint/endpoint.ts';
import { notModified } from '../../endpoint/run.ts';
import { AppError } from '../../platform/http/errors.ts';
import { HttpReply } from '../../platform/http/message.ts';
import { keptReply } from '../../platform/pictures/kept.ts';
import { makeSent } from '../../platform/pictures/sent.ts';
import { avatarOf } from './avatar.ts';
import { changeUserInPublic } from './change-user.ts';
import { checkMayChange } from './patch-user.ts';
import { userById } from './queries/read.ts';
import { noteBotIcon } from './queries/write.ts';
import { checkMaySee } from './visibility.ts';

type Shown = Call<typeof getUserImage> | Call<typeof getDefaultUserImage>;
type Changing =
  | CallWithoutTransaction<typeof setUserImage, OfUser>
  | CallWithoutTransaction<typeof deleteUserImage, OfUser>;

/** Clients keep a picture for a day; they add the time of its last change to the address. */
const keptForADay = 'max-age=86400, private';
const pathOf = (userId: string): string => `users/${userId}/profile.png`;

const refusals = {
  missing: 'api.user.upload_profile_user.no_file.app_error',
  unreadable: 'api.user.upload_profile_user.decode.app_error',
  tooLarge: 'api.user.upload_profile_user.check_image_limits.app_error',
} as const;

async function personToShow(call: Shown): Promise<PersonFacts> {
  const person = await call.services.directory.people.get(call.params.user_id);
  if (!person) throw new AppError('app.user.missing_account.const');
  await checkMaySee(call, person.id);
  call.header('Cache-Control', keptForADay);
  return person;
}

function standard(call: Shown, { id, username }: PersonFacts): HttpReply {
  const { png, version } = avatarOf(id, username);
  if (call.matches(String(crc32(version)))) return notModified();
  return new HttpReply(200, png, { 'Content-Type': 'image/png' });
}

export const showStandardImage = async (call: Call<typeof getDefaultUserImage>): Promise<HttpReply> =>
  standard(call, await personToShow(call));

/** Wire: the ETag is a number; the time of a picture that somebody chose is positive, else it is 0 or negative. */
export async function showImage(call: Call<typeof getUserImage>): Promise<HttpReply> {
  const person = await personToShow(call);
  if (person.last_picture_update <= 0) return standard(call, person);
  if (call.matches(String(person.last_picture_update))) return notModified();
  const kept = await keptReply(call.services.files, pathOf(person.id), 'image/png');
  return kept ?? standard(call, person);
}

async function checkMayPicture(call: WorkOfSession & { readonly granted: OfUser }): Promise<void> {
  const user = await userById(call.db, call.granted.user_id);
  if (!user) throw new AppError('app.user.missing_account.const');
  checkMayChange(call, user);
}

/** Wire: the time of a picture; that of its going is below zero, and 0 among what is said of a bot. */
async function tell(call: Changing, sign: 1 | -1): Promise<void> {
  const { user_id } = call.granted;
  await call.transaction([user_id], async (work) => {
    await noteBotIcon(work.db, { user_id, now: work.now, time: sign === 1 ? work.now : 0 });
    await changeUserInPublic(work, user_id, { last_picture_update: sign * work.now });
  });
}

export async function setImage(call: CallWithoutTransaction<typeof setUserImage, OfUser>): Promise<StatusOk> {
  const { services, session, body, granted } = call;
  await checkMayPicture(call);
  const square = await makeSent(services, body, 'square', { field: 'image', caller: session.user_id, refusals });
  await services.files.put(pathOf(granted.user_id), Readable.from([square.bytes]));
  await tell(call, 1);
  return { status: 'OK' };
}

export async function removeImage(call: CallWithoutTransaction<typeof deleteUserImage, OfUser>): Promise<StatusOk> {
  await checkMayPicture(call);
  await tell(call, -1);
  await call.services.files.remove(pathOf(call.granted.user_id));
  return { status: 'OK' };
}
