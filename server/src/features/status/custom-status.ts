/** What people write beside their names, with an emoji and perhaps an end. */
import { isSystemEmoji } from '@innermost/protocol/emoji-names.ts';
import type { StatusOk } from '@innermost/protocol/route.ts';
import type {
  clearCustomStatus,
  CustomStatus,
  deleteRecentStatus,
  forgetRecentStatus,
  setCustomStatus,
} from '@innermost/protocol/status.ts';
import type { OfUser } from '../../access/scopes/user.ts';
import type { Call } from '../../endpoint/endpoint.ts';
import { AppError, invalidBody } from '../../platform/http/errors.ts';
import { keepPreferences, selectPreferences } from '../preferences/index.ts';
import { changeUser, checkStatusText, lockUser, propsOf, userById } from '../users/index.ts';
import { customEmojiExists } from './queries.ts';

type Changing = Call<typeof setCustomStatus, OfUser> | Call<typeof clearCustomStatus, OfUser>;

const textCharacters = 100;
const recentKept = 5;
const recent = { category: 'custom_status', name: 'recent_custom_statuses' };
const never = '0001-01-01T00:00:00Z';
const durations = new Set(['thirty_minutes', 'one_hour', 'four_hours', 'today', 'this_week', 'date_and_time']);

function checkOffered({ config }: Pick<Changing, 'config'>): void {
  if (!config.TeamSettings.EnableCustomUserStatuses) throw new AppError('api.custom_status.disabled');
}

function isNever(expires_at: string): boolean {
  return expires_at === '' || expires_at === never;
}

async function checked({ body, db, now }: Call<typeof setCustomStatus, OfUser>): Promise<CustomStatus> {
  const text = Array.from(body.text.trim()).slice(0, textCharacters).join('');
  if (text === '' && body.emoji === '') throw invalidBody('custom_status');
  const emoji = body.emoji || 'speech_balloon';
  const isKnown =
    isSystemEmoji(emoji) || (/^[A-Za-z0-9+_-]{1,64}$/.test(emoji) && (await customEmojiExists(db, emoji)));
  if (!isKnown) throw new AppError('api.custom_status.set_custom_statuses.emoji_not_found');
  if (body.duration === '' && isNever(body.expires_at)) return { emoji, text, duration: '', expires_at: never };
  // Wire: an end without a kind of duration is a day and time; clients show no end for an empty one.
  const duration = body.duration || 'date_and_time';
  const end = Date.parse(body.expires_at);
  if (!durations.has(duration) || Number.isNaN(end) || end < now) throw invalidBody('custom_status');
  return { emoji, text, duration, expires_at: body.expires_at };
}

async function writeProp(call: Changing, value: string): Promise<void> {
  await lockUser(call.db, call.granted.user_id);
  const user = await userById(call.db, call.granted.user_id);
  if (!user) throw new AppError('app.user.missing_account.const');
  const before = propsOf(user);
  const props = { ...before, customStatus: value };
  checkStatusText(props, before);
  await changeUser(call, user.id, { props });
}

/** Wire: texts of JSON in a preference; whatever else stands there counts as none. */
async function recentOf({ db }: Pick<Changing, 'db'>, userId: string): Promise<CustomStatus[]> {
  const [found] = await selectPreferences(db, userId, recent.category, recent.name);
  try {
    const list: unknown = JSON.parse(found?.value ?? '[]');
    // What is in it came from here or from the peer; only what tells two apart is looked at.
    return Array.isArray(list) ? (list as CustomStatus[]) : [];
  } catch {
    return [];
  }
}

const isSame = (one: CustomStatus, other: CustomStatus): boolean =>
  one.emoji === other.emoji && one.text === other.text && one.duration === other.duration;

export async function writeCustomStatus(call: Call<typeof setCustomStatus, OfUser>): Promise<StatusOk> {
  checkOffered(call);
  const status = await checked(call);
  await writeProp(call, JSON.stringify(status));
  const user_id = call.granted.user_id;
  const others = (await recentOf(call, user_id)).filter((one) => one.text !== status.text);
  const value = JSON.stringify([status, ...others].slice(0, recentKept));
  await keepPreferences(call, user_id, [{ user_id, ...recent, value }]);
  return { status: 'OK' };
}

/** Wire: an empty text stays in its place. */
export async function removeCustomStatus(call: Call<typeof clearCustomStatus, OfUser>): Promise<StatusOk> {
  checkOffered(call);
  await writeProp(call, '');
  return { status: 'OK' };
}

export async function removeRecentStatus(
  call: Call<typeof forgetRecentStatus | typeof deleteRecentStatus, OfUser>,
): Promise<StatusOk> {
  checkOffered(call);
  const user_id = call.granted.user_id;
  const left = (await recentOf(call, user_id)).filter((one) => !isSame(one, call.body));
  await keepPreferences(call, user_id, [{ user_id, ...recent, value: JSON.stringify(left) }]);
  return { status: 'OK' };
}
