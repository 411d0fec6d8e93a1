import { isSystemEmoji } from '@innermost/protocol/emoji-names.ts';
import { z } from 'zod';
import { job } from '../../jobs/job.ts';
import { lockPosts, removeReactionsOnPosts, selectPostsWithReaction } from './queries.ts';

/** Posts of one transaction. */
const atATime = 200;
/** Posts that are found at once: finding them may take reading all reactions. */
const mostFound = 50_000;

/**
 * Follows the deleting of an emoji of this server. Reactions after the time (ms) are with a new one of that name. Wire: the
 * posts count as changed, so that clients which come back ask for them; nobody hears of each.
 */
export const removeReactionsOfEmoji = job('remove-reactions-of-emoji', {
  args: z.object({ emoji_name: z.string(), before: z.number() }),
  priority: 'low',
  transaction: 'none',
  because: 'each part is its own transaction; a part that is gone stays gone',
  async run({ db, signal, transaction }, { emoji_name, before }) {
    // An adopted database may have one that every server has by now: then the reactions show that.
    if (isSystemEmoji(emoji_name)) return;
    for (let after = '', isMore = true; isMore;) {
      const found = await selectPostsWithReaction(db, { emoji_name, before, after, most: mostFound });
      const all = found.map(({ post_id }) => post_id);
      for (let at = 0; at < all.length; at += atATime) {
        signal.throwIfAborted();
        const post_ids = all.slice(at, at + atATime);
        await transaction([], async (w) => {
          await lockPosts(w.db, { post_ids });
          await removeReactionsOnPosts(w.db, { post_ids, emoji_name, before, now: w.now });
        });
      }
      after = all.at(-1) ?? after;
      isMore = all.length === mostFound;
    }
  },
});
