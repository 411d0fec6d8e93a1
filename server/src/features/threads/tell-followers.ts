/** When a reply was written or deleted: every follower who is there learns the new state of the thread. */
import type { Work } from '../../work/work.ts';
import {
  hiddenFields,
  shownPosts,
  shownTo,
  type ListedRow,
  type ThreadChange,
  type ThreadChanges,
} from '../posts/index.ts';
import { rootsOf, threadPayload } from './thread-json.ts';

function isUrgent({ priority }: ListedRow): boolean {
  // The query made this text.
  return priority !== null && (JSON.parse(priority) as { priority?: unknown }).priority === 'urgent';
}

/** The root with the thread's numbers as this change left them, whatever followed since. */
function asOf(change: ThreadChange, root: ListedRow): ListedRow {
  const { reply_count, last_reply_at = root.last_reply_at } = change;
  return { ...root, is_following: true, reply_count, last_reply_at };
}

/**
 * In the channel's lane: what was counted is what the statement counted, and nobody changes the root meanwhile. One round
 * trip however many changed and follow; none when nobody who follows is connected.
 */
export async function tellFollowers(w: Work, { channel, changes }: ThreadChanges): Promise<void> {
  const { db, emit, services } = w;
  const told = changes.map((change) => ({
    change,
    present: change.followers.filter((userId) => services.hub.isConnected(userId)),
  }));
  const rootIds = new Set(told.flatMap(({ change, present }) => (present.length > 0 ? change.root_id : [])));
  if (rootIds.size === 0) return;
  const roots = await rootsOf(db, '', [...rootIds], hiddenFields(services));
  for (const { change, present } of told) {
    const root = roots.get(change.root_id);
    if (!root) continue;
    const shown = await shownPosts(w, [asOf(change, root)]);
    const [now] = shown.rows;
    if (!now) continue;
    for (const user_id of present) {
      const { roles = '' } = (await services.directory.people.get(user_id)) ?? {};
      const { before, mentions, replies, viewed_at } = change.countedFor(user_id);
      const state = {
        thread_id: root.id,
        following: true,
        reply_count: now.reply_count,
        last_reply_at: now.last_reply_at,
        last_viewed_at: viewed_at,
        unread_mentions: mentions,
        unread_replies: replies,
        is_urgent: isUrgent(root),
        delete_at: 0,
      };
      const data = {
        thread: threadPayload(state, await shownTo(services, { user_id, roles }, now, shown), services.directory.emoji),
        previous_unread_mentions: before.mentions,
        previous_unread_replies: before.replies,
      };
      emit('thread_updated', data, { team_id: channel.team_id, user_id }, channel.id);
    }
  }
}
