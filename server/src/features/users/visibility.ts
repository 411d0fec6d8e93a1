/** Whom a person may see: everybody, or for guests only those with whom they share a channel. */
import { hasInSystem } from '../../access/permission.ts';
import type { WorkOfSession } from '../../endpoint/endpoint.ts';
import { forbidden } from '../../platform/http/errors.ts';
import { idsKnownAmong, shareChannel, type StoredUser } from './queries/read.ts';

const seesEverybody = ({ services, session }: WorkOfSession): boolean =>
  hasInSystem(services.directory, session, 'view_members');

/** 403 for people the caller may not see. */
export async function checkMaySee(call: WorkOfSession, userId: string): Promise<void> {
  const { db, session } = call;
  if (userId === session.user_id || seesEverybody(call)) return;
  if (!(await shareChannel(db, session.user_id, userId))) throw forbidden('view_members');
}

/** 403 when the caller may not see every one of these people. */
export async function checkMaySeeAll(call: WorkOfSession, userIds: readonly string[]): Promise<void> {
  const { db, session } = call;
  if (seesEverybody(call)) return;
  const known = await idsKnownAmong(db, session.user_id, userIds);
  if (userIds.some((id) => id !== session.user_id && !known.has(id))) throw forbidden('view_members');
}

/** Those of the people whom the caller may see. */
export async function onlyVisibleIds(call: WorkOfSession, userIds: readonly string[]): Promise<readonly string[]> {
  if (seesEverybody(call)) return userIds;
  const { db, session } = call;
  const known = await idsKnownAmong(db, session.user_id, userIds);
  return userIds.filter((id) => id === session.user_id || known.has(id));
}

/** For lists: undefined, or the person whose acquaintances alone are listed. */
export function seenOnlyBy(call: WorkOfSession): string | undefined {
  return seesEverybody(call) ? undefined : call.session.user_id;
}

export async function onlyVisible(call: WorkOfSession, rows: StoredUser[]): Promise<StoredUser[]> {
  if (rows.length === 0 || seesEverybody(call)) return rows;
  const ids = rows.map(({ id }) => id);
  const visible = new Set(await onlyVisibleIds(call, ids));
  return rows.filter(({ id }) => visible.has(id));
}
