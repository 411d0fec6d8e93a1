import type { ChannelFacts } from '../../../access/directory.ts';
import type { Work } from '../../../work/work.ts';
import { newId } from '../../../platform/ids.ts';
import { noEffects, withFollowers, type PostToWrite } from './post-to-write.ts';
import { isCounted } from '../post-types.ts';
import { tellPosted, tellThreads } from './publish.ts';
import { followsOfReply } from './thread-root.ts';
import { writePosts } from './write.ts';

export interface Notice {
  /** Who acted. */
  user_id: string;
  type: string;
  /** Plain text for clients that do not know the type. */
  message: string;
  props: Record<string, unknown>;
  /** Whom it calls: the added person of `system_add_to_channel`. */
  mentions?: readonly string[];
  /** The thread it stands in; whom it calls follows that from then on. */
  root_id?: string;
}

export interface SystemPost extends Notice {
  channel: ChannelFacts;
}

async function toWrite(w: Work, channel: ChannelFacts, notice: Notice): Promise<PostToWrite> {
  const { user_id, root_id = '', mentions = [] } = notice;
  // Who acted wrote nothing, and so follows no more than before: as with a webhook.
  const reply = { root_id, user_id, isWebhook: true, people: [...mentions], explicit: [...mentions] };
  const follows = root_id === '' ? [] : await followsOfReply(w, channel, reply);
  const record = {
    id: newId(),
    user_id,
    root_id,
    message: notice.message,
    type: notice.type,
    props: JSON.stringify(notice.props),
    hashtags: '',
    file_ids: '[]',
    pending_post_id: '',
    priority: '',
    counted: isCounted(notice.type),
  };
  return withFollowers(w.services, { channel, record, effects: { ...noEffects, mentions, follows } });
}

/**
 * Writes notices about one channel within the caller's transaction, in one round trip; their events leave after the
 * commit. 400 when `root_id` is no live root post of the channel.
 */
export async function addSystemPosts(w: Work, channel: ChannelFacts, notices: readonly Notice[]): Promise<void> {
  if (notices.length === 0) return;
  const posts: PostToWrite[] = [];
  // One after the other: the first has what the rest need to know of a thread.
  for (const notice of notices) posts.push(await toWrite(w, channel, notice));
  const written = await writePosts(w.db, posts, w.now);
  w.queuedByStatement(posts.flatMap(({ effects }) => effects.jobs));
  for (const [index, post] of posts.entries()) {
    const result = written[index];
    if (!result) continue;
    const sender = await w.services.directory.people.get(post.record.user_id);
    // Wire: notices say so, although nobody comes online by them.
    tellPosted(w, post, result, { sender, setOnline: true, mayRename: false });
  }
  await tellThreads(w, posts, written);
}

/** As `addSystemPosts`, for one. */
export const addSystemPost = (w: Work, { channel, ...notice }: SystemPost): Promise<void> =>
  addSystemPosts(w, channel, [notice]);
