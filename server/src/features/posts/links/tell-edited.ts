/** Tells the channel how a post looks now. */
import { PreEncoded } from '../../../realtime/pre-encoded.ts';
import { jobTopic } from '../../../work/job-topic.ts';
import type { Work } from '../../../work/work.ts';
import { postJson } from '../post-row.ts';
import { shownPosts, type ShownPosts } from '../read/as-read-by.ts';
import { selectByIds, type ListedRow } from '../read/queries/lists.ts';
import { withLinkedPost } from './permalinks.ts';
import { touchPost } from './queries.ts';

/** An author changed what a post says: whoever follows with a job is asked in the transaction that writes it. */
export const postRewritten = jobTopic<ListedRow>();

/** The hub gives each receiver what they may see of it. Answers what is shown of its links. */
export async function tellEdited(w: Work, row: ListedRow): Promise<ShownPosts<ListedRow>> {
  const shown = await shownPosts(w, [row]);
  const whole = await withLinkedPost(w.services, undefined, shown.rows[0] ?? row, shown.linked);
  const post = new PreEncoded(postJson(whole, w.services.directory.emoji), row.user_id);
  w.emit('post_edited', { post }, { channel_id: row.channel_id });
  return shown;
}

/**
 * What a post links to has become known. Wire: clients redraw a post when it was edited; `edit_at` stays as it is, so that
 * none says that somebody edited it, and `update_at` grows, so that it is among what changed since a time.
 */
export async function showLinks(w: Work, post_id: string): Promise<void> {
  const [there] = await touchPost(w.db, { post_id, now: w.now });
  const [row] = there ? await selectByIds(w.db, { ids: [post_id], with_deleted: false }) : [];
  if (row) await tellEdited(w, row);
}
