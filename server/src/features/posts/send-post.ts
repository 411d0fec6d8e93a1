/** The way of every message into a channel, whoever sends it: people, webhooks, the server itself. */
import type { PostPriority } from '@innermost/protocol/posts.ts';
import { limits } from '@innermost/protocol/limits.ts';
import type { ChannelFacts } from '../../access/directory.ts';
import type { Services } from '../../endpoint/services.ts';
import { AppError } from '../../platform/http/errors.ts';
import { newId } from '../../platform/ids.ts';
import { mentionsOf, type MentionText } from './mentions.ts';
import { hashtagsOf } from './mention-tokens.ts';
import type { PostEffects, PostToWrite } from './new-post.ts';
import { isCounted } from './post-types.ts';
import { postWriter } from './post-writer.ts';
import { publishPost } from './publish.ts';
import { postJson } from './post-row.ts';
import { selectPendingPost } from './queries/pending.ts';
import { followsOfReply } from './thread-root.ts';

export interface PostToSend {
  channel: ChannelFacts;
  user_id: string;
  message: string;
  type: string;
  props: Record<string, unknown>;
  root_id: string;
  file_ids: readonly string[];
  pending_post_id: string;
  priority: PostPriority | undefined;
  isWebhook: boolean;
  /** Bots and webhooks do not read by writing. */
  marksRead: boolean;
  setOnline: boolean;
  mayCallChannel: boolean;
}

/** A post that is in the database: ready JSON for the answer, and whether this call put it there. */
export interface SentPost {
  readonly id: string;
  readonly json: string;
  readonly isRepeat: boolean;
}

/** 400 when a field is beyond what a post may hold. */
function checkLengths(post: PostToSend, props: string, fileIds: string, maxLength: number): void {
  if (post.message.length > maxLength && Array.from(post.message).length > maxLength)
    throw new AppError('model.post.is_valid.message_length.app_error', 400, { limit: maxLength });
  if (props.length > limits.postPropsCharacters) throw new AppError('model.post.is_valid.props.app_error', 400);
  if (fileIds.length > 300) throw new AppError('model.post.is_valid.file_ids.app_error', 400);
  if (post.pending_post_id.length > 128)
    throw new AppError('api.context.invalid_body_param.app_error', 400, { name: 'pending_post_id' });
}

/** Wire: mentions also count in pretext, text and field values of attachments. */
export function textOf(message: string, props: Record<string, unknown>): MentionText {
  const attachments: string[] = [];
  const take = (value: unknown) => void (typeof value === 'string' && value !== '' && attachments.push(value));
  const list: unknown = props['attachments'];
  for (const one of Array.isArray(list) ? (list as unknown[]) : []) {
    if (typeof one !== 'object' || one === null) continue;
    const attachment = one as Record<string, unknown>;
    take(attachment['pretext']);
    take(attachment['text']);
    const fields = attachment['fields'];
    for (const field of Array.isArray(fields) ? (fields as unknown[]) : [])
      if (typeof field === 'object' && field !== null) take((field as Record<string, unknown>)['value']);
  }
  return { message, attachments };
}

async function effectsOf(services: Services, post: PostToSend): Promise<PostEffects> {
  const author = { id: post.user_id, isWebhook: post.isWebhook, mayCallChannel: post.mayCallChannel };
  const mentions = await mentionsOf(services, post.channel, textOf(post.message, post.props), author);
  const reply = {
    root_id: post.root_id,
    user_id: post.user_id,
    isWebhook: post.isWebhook,
    explicit: mentions.explicit,
  };
  return {
    // Wire: with collapsed threads a reply does not mark its channel as read.
    marksRead: post.marksRead && post.root_id === '',
    mentions: mentions.people,
    urgent: post.priority?.priority === 'urgent',
    follows: post.root_id === '' ? [] : await followsOfReply(services, post.channel, reply),
  };
}

async function prepare(services: Services, post: PostToSend): Promise<PostToWrite> {
  const props = JSON.stringify(post.props);
  const fileIds = JSON.stringify(post.file_ids);
  checkLengths(post, props, fileIds, services.capabilities.maxPostLength);
  const record = {
    id: newId(),
    user_id: post.user_id,
    root_id: post.root_id,
    message: post.message,
    type: post.type,
    props,
    hashtags: hashtagsOf(post.message, services.config.current().ServiceSettings.MinimumHashtagLength),
    file_ids: fileIds,
    pending_post_id: post.pending_post_id,
    priority: post.priority ? JSON.stringify(post.priority) : '',
    counted: isCounted(post.type),
  };
  return { channel: post.channel, record, effects: await effectsOf(services, post) };
}

/** Why the statement did not accept a post. A repeat is answered with the post that is there. */
async function notAccepted(services: Services, { channel, record }: PostToWrite): Promise<SentPost> {
  const { db } = services.database;
  if (record.pending_post_id !== '') {
    const [there] = await selectPendingPost.run(db, [record.user_id, record.pending_post_id]);
    if (there) return { id: there.id, json: postJson(there, record.pending_post_id), isRepeat: true };
  }
  services.directory.channels.forget(channel.id);
  const now = await services.directory.channels.get(channel.id);
  if (!now || now.delete_at > 0) throw new AppError('api.post.create_post.can_not_post_to_deleted.error', 400);
  throw new AppError('api.post.create_post.root_id.app_error', 400);
}

/**
 * Writes a message and everything that follows from it in one round trip (a few more when it names people not seen
 * lately), tells everybody, and returns it. A repeated `pending_post_id` gives the first post, however late.
 */
export async function sendPost(services: Services, post: PostToSend): Promise<SentPost> {
  const toWrite = await prepare(services, post);
  const sender = services.directory.people.peek(post.user_id) ?? (await services.directory.people.get(post.user_id));
  const context = { sender, setOnline: post.setOnline };
  let json = '';
  const written = await postWriter(services).write(toWrite, (result) => {
    json = publishPost(services, toWrite, result, context);
  });
  if (!written) return notAccepted(services, toWrite);
  return { id: toWrite.record.id, json, isRepeat: false };
}
