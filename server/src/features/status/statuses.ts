import type { getStatus, getStatusesByIds, setStatus, Status } from '@innermost/protocol/status.ts';
import { isId } from '@innermost/protocol/limits.ts';
import type { OfUser } from '../../access/scopes/user.ts';
import type { Call } from '../../endpoint/endpoint.ts';
import type { Work } from '../../work/work.ts';
import { AppError, invalidBody } from '../../platform/http/errors.ts';
import { changeUser, checkMaySee, lockUser, onlyVisibleIds, ownView, userById } from '../users/index.ts';
import { presence } from './presence.ts';
import { upsertStatuses, type StatusRow } from './queries.ts';
import { chosen, unknownStatus } from './transitions.ts';

const mostIds = 10_000;

/** Wire: in lists and events, which channel a person looks at is not told. */
function shown({ user_id, status, manual, last_activity_at, dnd_end_time }: StatusRow): Status {
  return { user_id, status, manual, last_activity_at, dnd_end_time };
}

const isOff = ({ config }: Work): boolean => !config.ServiceSettings.EnableUserStatuses;

/** Wire: upstream asks for a session only; here a guest learns no more of strangers than in lists and events: 403. */
export async function statusOf(call: Call<typeof getStatus>): Promise<Status> {
  await checkMaySee(call, call.params.user_id);
  // Wire: somebody who never was here is offline.
  const [row] = isOff(call) ? [] : await presence(call.services).rowsOf(call, [call.params.user_id]);
  if (!row) throw new AppError('app.status.get.missing.app_error');
  const active_channel = presence(call.services).channelOf(row.user_id);
  return { ...shown(row), ...(active_channel && { active_channel }) };
}

/** Of those whom the caller may see. Somebody who never was here is offline. */
export async function statusesOf(call: Call<typeof getStatusesByIds>): Promise<Status[]> {
  const ids = [...new Set(call.body)];
  if (ids.length === 0 || ids.length > mostIds || !ids.every(isId)) throw invalidBody('user_ids');
  if (isOff(call)) return [];
  return (await presence(call.services).rowsOf(call, await onlyVisibleIds(call, ids))).map(shown);
}

const choices = new Set(['online', 'away', 'offline', 'dnd']);
const isChoice = (text: string): text is 'online' | 'away' | 'offline' | 'dnd' => choices.has(text);

/** Wire: whoever is back answers for himself. */
async function stopAutoResponder(call: Call<typeof setStatus, OfUser>): Promise<void> {
  await lockUser(call.db, call.granted.user_id);
  const user = await userById(call.db, call.granted.user_id);
  const notify_props = user && ownView(user).notify_props;
  if (notify_props?.['auto_responder_active'] !== 'true') return;
  await changeUser(call, call.granted.user_id, { notify_props: { ...notify_props, auto_responder_active: 'false' } });
}

/** What the person chose holds against everything automatic, until another choice. */
export async function chooseStatus(call: Call<typeof setStatus, OfUser>): Promise<Status> {
  const { body, db, emit, granted, now, services } = call;
  if (body.user_id !== granted.user_id) throw invalidBody('user_id');
  if (!isChoice(body.status)) throw invalidBody('status');
  const before = (await presence(services).find(call, granted.user_id)) ?? unknownStatus(granted.user_id);
  if (before.status === 'ooo') await stopAutoResponder(call);
  const after = { ...chosen(before, body.status, body.dnd_end_time ?? 0), last_activity_at: now };
  await upsertStatuses(db, [after]);
  call.changed({ kind: 'status', ...after });
  emit('status_change', { user_id: after.user_id, status: after.status }, { user_id: after.user_id });
  return shown(after);
}
