import { Readable } from 'node:stream';
import { emojiLimits, type createEmoji, type CustomEmoji } from '@innermost/protocol/emoji.ts';
import { isSystemEmoji } from '@innermost/protocol/emoji-names.ts';
import type { z } from 'zod';
import type { CallWithoutTransaction } from '../../endpoint/endpoint.ts';
import { AppError, invalidBody } from '../../platform/http/errors.ts';
import { object, text } from '../../platform/http/fields.ts';
import { parseJson } from '../../platform/http/json.ts';
import { newId } from '../../platform/ids.ts';
import { makeChecked } from '../../platform/pictures/sent.ts';
import { everybody } from '../../work/outbox.ts';
import { checkEnabled } from './enabled.ts';
import { imagePath } from './paths.ts';
import { insertEmoji, selectEmojiByNames } from './queries.ts';

type Adding = CallWithoutTransaction<typeof createEmoji>;

const said = object({ name: text(), creator_id: text() });
const namePattern = /^[A-Za-z0-9+_-]{1,64}$/;
const demands = { width: emojiLimits.side, height: emojiLimits.side };

const refusals = {
  missing: 'api.emoji.create.parse.app_error',
  unreadable: 'api.emoji.upload.image.app_error',
  tooLarge: 'api.emoji.upload.large_image.too_large.app_error',
} as const;

function parse(json: string): z.output<typeof said> {
  let value: unknown;
  try {
    value = parseJson(json);
  } catch {
    throw invalidBody('emoji', 'It is not valid JSON.');
  }
  const result = said.safeParse(value);
  if (!result.success) throw invalidBody('emoji', result.error.issues[0]?.message);
  return result.data;
}

/** The name that it may have; asked before the picture is decoded, and the database has the last word. */
async function checkedName({ db, session }: Adding, json: string): Promise<string> {
  const { name, creator_id } = parse(json);
  if (creator_id !== session.user_id) throw new AppError('api.emoji.create.other_user.app_error');
  if (!namePattern.test(name)) throw new AppError('model.emoji.name.app_error');
  if (isSystemEmoji(name)) throw new AppError('model.emoji.system_emoji_name.app_error');
  if ((await selectEmojiByNames(db, { names: [name] })).length > 0)
    throw new AppError('api.emoji.create.duplicate.app_error');
  return name;
}

/** 201. Its picture is there before anybody hears of it. */
export async function addEmoji(call: Adding): Promise<CustomEmoji> {
  checkEnabled(call);
  const { services, session, body } = call;
  const check = ({ emoji }: { emoji: string }) => checkedName(call, emoji);
  const sent = { field: 'image', caller: session.user_id, refusals, demands, check };
  const [picture, name] = await makeChecked(services, body, 'emoji', sent);
  const id = newId();
  await services.files.put(imagePath(id), Readable.from([picture.bytes]));
  try {
    return await call.transaction([everybody], async (work) => {
      const { now } = work;
      const times = { create_at: now, update_at: now, delete_at: 0 };
      const emoji: CustomEmoji = { id, ...times, creator_id: session.user_id, name };
      if ((await insertEmoji(work.db, { id, now, creator_id: session.user_id, name })).length === 0)
        throw new AppError('api.emoji.create.duplicate.app_error');
      work.changed({ kind: 'emoji', emoji });
      work.emit('emoji_added', { emoji }, {});
      return emoji;
    });
  } catch (error) {
    if (error instanceof AppError) await services.files.remove(imagePath(id)).catch(() => undefined);
    throw error;
  }
}
