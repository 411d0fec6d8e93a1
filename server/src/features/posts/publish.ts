/** Tells of a written post: the event for everybody in the channel, and the areas that follow. */
import type { Post } from '@innermost/protocol/posts.ts';
import type { ChannelFacts, PersonFacts } from '../../access/directory.ts';
import type { Services } from '../../endpoint/services.ts';
import { topic } from '../../endpoint/topic.ts';
import type { Emission } from '../../realtime/audience.ts';
import type { PostToWrite, WrittenPost } from './new-post.ts';
import { postOf, type PostRow } from './post-row.ts';

export interface PostCreated {
  readonly post: Post;
  readonly channel: ChannelFacts;
  /** Who follows the thread of a reply. */
  readonly followers: readonly string[];
  readonly mentions: readonly string[];
  /** Whether the author is to be shown as online. */
  readonly set_online: boolean;
}

/** After the commit, and after the event was sent. */
export const postCreated = topic<PostCreated>('post_created');

export function rowOf({ channel, record }: PostToWrite, written: WrittenPost): PostRow {
  return {
    id: record.id,
    create_at: written.create_at,
    update_at: written.create_at,
    edit_at: 0,
    delete_at: 0,
    is_pinned: false,
    user_id: record.user_id,
    channel_id: channel.id,
    root_id: record.root_id,
    original_id: '',
    message: record.message,
    type: record.type,
    props: record.props,
    hashtags: record.hashtags,
    file_ids: record.file_ids,
    has_reactions: false,
    remote_id: '',
    reply_count: written.reply_count,
    last_reply_at: 0,
    participants: null,
    is_following: null,
    reactions: null,
    files: null,
    priority: record.priority === '' ? null : record.priority,
    acknowledgements: null,
  };
}

/** Wire: a webhook may speak under another name; a direct message shows its partner's. */
export function senderName(post: Post, sender: PersonFacts | undefined, channel: ChannelFacts): string {
  if (post.type.startsWith('system_')) return 'System';
  const override = post.props['override_username'];
  if (post.props['from_webhook'] === 'true' && typeof override === 'string' && override !== '' && channel.type !== 'D')
    return override;
  return `@${sender?.username ?? ''}`;
}

export function postedEmission(
  toWrite: PostToWrite,
  written: WrittenPost,
  context: { sender: PersonFacts | undefined; setOnline: boolean },
): { emission: Emission<'posted'>; post: Post } {
  const { channel, record, effects } = toWrite;
  const post = postOf(rowOf(toWrite, written), record.pending_post_id);
  const name = senderName(post, context.sender, channel);
  const emission: Emission<'posted'> = {
    event: 'posted',
    data: {
      post,
      channel_type: channel.type,
      channel_display_name: channel.type === 'D' ? name : channel.display_name,
      channel_name: channel.name,
      sender_name: name,
      team_id: channel.team_id,
      set_online: context.setOnline,
      ...(effects.mentions.length > 0 ? { mentions: [...effects.mentions] } : {}),
      ...(written.followers.length > 0 ? { followers: [...written.followers] } : {}),
    },
    audience: { channel_id: channel.id },
  };
  return { emission, post };
}

/** Sends the event and tells the followers of `postCreated`. Synchronous. */
export function publishPost(
  services: Services,
  toWrite: PostToWrite,
  written: WrittenPost,
  context: { sender: PersonFacts | undefined; setOnline: boolean },
): Post {
  const { emission, post } = postedEmission(toWrite, written, context);
  services.hub.publish([emission]);
  postCreated.tell(services, {
    post,
    channel: toWrite.channel,
    followers: written.followers,
    mentions: toWrite.effects.mentions,
    set_online: context.setOnline,
  });
  return post;
}
