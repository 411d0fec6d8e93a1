import type { EmojiByName } from '../../access/custom-emoji.ts';
import { PreEncoded } from '../../realtime/pre-encoded.ts';
import { hideInParticipants, postJson, selectRoots, type ListedRow } from '../posts/index.ts';
import type { Db } from '../../platform/db/database.ts';
import type { ThreadRow } from './queries.ts';

/** What a follower has of a thread beside its root. */
type State = Omit<ThreadRow, 'user_id' | 'channel_id' | 'team_id'>;

/** Wire: who took part, where nobody asked for them whole, is a person of whom only the id is said. */
const unnamed =
  '"delete_at":0,"username":"","auth_data":"","auth_service":"","email":"","nickname":"","first_name":"","last_name":"",' +
  '"position":"","roles":"","locale":"","timezone":null,"disable_welcome_email":false';
const participantsOf = ({ participants }: ListedRow): string =>
  participants?.replace(/\{"id":("[^"]*")\}/gu, `{"id":$1,${unnamed}}`) ?? '[]';

/** A thread as JSON text: numbers of the follower round the root post. Wire: what the thread says, the post does not. */
export function threadJson(row: State, root: ListedRow, emoji: EmojiByName): string {
  const post: ListedRow = { ...root, reply_count: 0, last_reply_at: 0, participants: null, is_following: null };
  return (
    `{"id":"${row.thread_id}","reply_count":${row.reply_count},"last_reply_at":${row.last_reply_at},"last_viewed_at":${row.last_viewed_at},` +
    `"participants":${participantsOf(root)},"post":${postJson(post, emoji)},"unread_replies":${row.unread_replies},` +
    `"unread_mentions":${row.unread_mentions},"is_urgent":${row.is_urgent},"delete_at":${row.delete_at}}`
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
  const rows = await selectRoots[hidden ? 'extended' : 'collapsed'](db, { reader, ids });
  return new Map(hideInParticipants(rows, hidden ?? []).map((row) => [row.id, row]));
}

/** The thread as an event carries it. */
export const threadPayload = (row: State, root: ListedRow, emoji: EmojiByName): PreEncoded =>
  new PreEncoded(threadJson(row, root, emoji));
