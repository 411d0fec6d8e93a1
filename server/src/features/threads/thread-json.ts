import { PreEncoded } from '../../realtime/pre-encoded.ts';
import { hideInParticipants, postJson, selectRoots, type ListedRow } from '../posts/index.ts';
import type { Db } from '../../platform/db/database.ts';
import type { ThreadRow } from './queries.ts';

/** What a follower has of a thread beside its root. */
type State = Omit<ThreadRow, 'user_id' | 'channel_id' | 'team_id'>;

/** A thread as JSON text: numbers of the follower round the root post that all share. */
export function threadJson(row: State, root: ListedRow): string {
  const following = { ...root, is_following: row.following };
  return (
    `{"id":"${row.thread_id}","reply_count":${row.reply_count},"last_reply_at":${row.last_reply_at},"last_viewed_at":${row.last_viewed_at},` +
    `"participants":${root.participants ?? '[]'},"post":${postJson(following)},"unread_replies":${row.unread_replies},` +
    `"unread_mentions":${row.unread_mentions},"is_urgent":${row.is_urgent},"delete_at":${row.delete_at},"is_following":${row.following}}`
  );
}

/**
 * Roots by id, one round trip. `hidden`: with those who took part as whole people, without these fields; undefined: with
 * their ids only.
 */
export async function rootsOf(
  db: Db,
  reader: string,
  ids: readonly string[],
  hidden?: readonly string[],
): Promise<Map<string, ListedRow>> {
  if (ids.length === 0) return new Map();
  const rows = await selectRoots[hidden ? 'extended' : 'collapsed'].run(db, [reader, ids]);
  return new Map(hideInParticipants(rows, hidden ?? []).map((row) => [row.id, row]));
}

/** The thread as an event carries it. */
export const threadPayload = (row: State, root: ListedRow): PreEncoded => new PreEncoded(threadJson(row, root));
