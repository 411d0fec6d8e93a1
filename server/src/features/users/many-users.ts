/** Users whose ids or names the client knows already. */
import { isId } from '@innermost/protocol/limits.ts';
import type {
  getKnownUsers,
  getUserChannelGroups,
  getUsersByIds,
  getUsersByUsernames,
  User,
} from '@innermost/protocol/users.ts';
import type { Call, WorkOfSession } from '../../endpoint/endpoint.ts';
import { invalidBody } from '../../platform/http/errors.ts';
import { timeOf } from '../../platform/http/paging.ts';
import { idsKnownTo, usersByIds, usersByUsernames, usersOfGroupChannels } from './queries/read.ts';
import { viewerOf, listedFor } from './user-row.ts';
import { onlyVisible } from './visibility.ts';

const mostAtOnce = 10_000;

const viewerIn = (call: WorkOfSession) => viewerOf({ ...call, directory: call.services.directory });

function checkIds(ids: readonly string[], name: string): string[] {
  if (ids.length === 0 || ids.length > mostAtOnce) throw invalidBody(name);
  return [...new Set(ids)].filter(isId);
}

/** Unknown ids are left out; `since` (ms) leaves out who has not changed after it. */
export async function usersOfIds(call: Call<typeof getUsersByIds>): Promise<User[]> {
  const ids = checkIds(call.body, 'user_ids');
  const since = timeOf('since', call.query.since);
  const rows = await onlyVisible(call, await usersByIds(call.db, ids, since > 0 ? since : -1));
  const viewer = viewerIn(call);
  return rows.map((row) => listedFor(viewer, row));
}

export async function usersOfUsernames(call: Call<typeof getUsersByUsernames>): Promise<User[]> {
  if (call.body.length === 0 || call.body.length > mostAtOnce) throw invalidBody('usernames');
  const names = call.body.map((name) => name.toLowerCase());
  const rows = await onlyVisible(call, await usersByUsernames(call.db, names));
  const viewer = viewerIn(call);
  return rows.map((row) => listedFor(viewer, row));
}

/** Whoever shares a channel with the caller. */
export const knownUsers = ({ db, session }: Call<typeof getKnownUsers>): Promise<string[]> =>
  idsKnownTo(db, session.user_id);

/** Group channels that the caller is not in are left out. */
export async function membersOfGroups(call: Call<typeof getUserChannelGroups>): Promise<Record<string, User[]>> {
  const ids = checkIds(call.body, 'group_channel_ids');
  const viewer = viewerIn(call);
  const groups: Record<string, User[]> = {};
  for (const row of await usersOfGroupChannels(call.db, ids, call.session.user_id))
    (groups[row.channel_id] ??= []).push(listedFor(viewer, row));
  return groups;
}
