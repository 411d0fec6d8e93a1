import type { ChannelFacts } from '../../access/directory.ts';
import type { Emit } from '../../endpoint/endpoint.ts';
import type { Services } from '../../endpoint/services.ts';
import type { Db } from '../../platform/db/database.ts';
import { newId } from '../../platform/ids.ts';
import { noEffects, type PostEffects } from './new-post.ts';
import { isCounted } from './post-types.ts';
import { postedEmission } from './publish.ts';
import { writePosts } from './write-posts.ts';

export interface SystemPost {
  channel: ChannelFacts;
  /** Who acted. */
  user_id: string;
  type: string;
  /** Plain text for clients that do not know the type. */
  message: string;
  props: Record<string, unknown>;
  /** Whom it calls: the added person of `system_add_to_channel`. */
  mentions?: readonly string[];
}

/** Writes a notice about the channel within the caller's transaction; its event leaves after the commit. */
export async function addSystemPost(
  call: { db: Db; emit: Emit; now: number; services: Services },
  post: SystemPost,
): Promise<void> {
  const record = {
    id: newId(),
    user_id: post.user_id,
    root_id: '',
    message: post.message,
    type: post.type,
    props: JSON.stringify(post.props),
    hashtags: '',
    file_ids: '[]',
    pending_post_id: '',
    priority: '',
    counted: isCounted(post.type),
  };
  const effects: PostEffects = { ...noEffects, mentions: post.mentions ?? [] };
  const toWrite = { channel: post.channel, record, effects };
  const [written] = await writePosts(call.db, [toWrite], call.now);
  if (!written) return;
  const sender = await call.services.directory.people.get(post.user_id);
  const { emission } = postedEmission(toWrite, written, { sender, setOnline: false });
  call.emit('posted', emission.data, emission.audience);
}
