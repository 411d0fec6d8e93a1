/** The wire's list of posts as JSON text, put together from rows without parsing what the database gave as JSON. */
import type { EmojiByName } from '../../../access/custom-emoji.ts';
import { postJson } from '../post-row.ts';
import type { ListedRow } from './queries/lists.ts';

export interface PostListText {
  json: string;
  /** Changes whenever the list would read differently. */
  etag: string;
}

/** Rows in their order. `hasNext` is told for threads, and where a channel has unread posts. */
export function postListText(rows: readonly ListedRow[], emoji: EmojiByName, hasNext?: boolean): PostListText {
  const order: string[] = [];
  const posts: string[] = [];
  let next = '';
  let previous = '';
  let newestChange = 0;
  let following = 0;
  for (const row of rows) {
    if (row.part === 'newer') next = row.id;
    else if (row.part === 'older') previous = row.id;
    else {
      if (row.part !== 'thread') order.push(row.id);
      posts.push(`"${row.id}":${postJson(row, emoji)}`);
      newestChange = Math.max(newestChange, row.update_at, row.delete_at);
      if (row.is_following) following += 1;
    }
  }
  const json =
    `{"order":${JSON.stringify(order)},"posts":{${posts.join(',')}},"next_post_id":"${next}","prev_post_id":"${previous}",` +
    `${hasNext === undefined ? '' : `"has_next":${hasNext},`}"first_inaccessible_post_time":0}`;
  const etag = `${newestChange}.${posts.length}.${following}.${order[0] ?? ''}.${order.at(-1) ?? ''}.${next}.${previous}`;
  return { json, etag };
}
