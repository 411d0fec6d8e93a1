/** The way of every message into a channel, whoever sends it: people, webhooks, the server itself. */
import type { PostPriority } from '@innermost/protocol/posts.ts';
import { limits } from '@innermost/protocol/limits.ts';
import type { ChannelFacts } from '../../../access/directory.ts';
import type { Work } from '../../../work/work.ts';
import { AppError } from '../../../platform/http/errors.ts';
import { newId } from '../../../platform/ids.ts';
import { linkedPost } from '../links/permalinks.ts';
import { withoutProxy } from '../links/proxied.ts';
import { withKnownLinks } from '../links/reading.ts';
import { linkedChannels } from '../text/channel-links.ts';
import { withPicture } from '../text/emoji-picture.ts';
import { mentionsOf, type MentionText } from '../text/mentions.ts';
import { hashtagsOf } from '../text/mention-tokens.ts';
import { withFollowers, type PostEffects, type PostToWrite } from './post-to-write.ts';
import { isCounted } from '../post-types.ts';
import { postWriter } from './batch.ts';
import { publishPost } from './publish.ts';
import { postJson } from '../post-row.ts';
import { selectPendingPost } from './queries/pending.ts';
import { followsOfReply } from './thread-root.ts';
import { calledByReplies, seesThreadsApart } from './threads-apart.ts';

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
  /** ms; where it is not the time of writing. */
  create_at?: number;
}

/** A post that is in the database: ready JSON for the answer, and whether this call put it there. */
export interface SentPost {
  readonly id: string;
  /** ms since 1970. */
  readonly create_at: number;
  readonly json: string;
  readonly isRepeat: boolean;
  /** Whom it named although they are not in the channel. */
  readonly outsiders: readonly string[];
}

/** 400 when a field is beyond what a post may hold. */
function checkLengths(post: PostToSend, props: string, fileIds: string, maxLength: number): void {
  if (post.message.length > maxLength && Array.from(post.message).length > maxLength)
    throw new AppError('model.post.is_valid.message_length.app_error', { limit: maxLength });
  if (props.length > limits.postPropsCharacters) throw new AppError('model.post.is_valid.props.app_error');
  if (fileIds.length > 300) throw new AppError('model.post.is_valid.file_ids.app_error');
  if ((post.priority?.priority ?? '').length > 32)
    throw new AppError('api.context.invalid_body_param.app_error', { name: 'priority' });
  if (post.pending_post_id.length > 128)
    throw new AppError('api.context.invalid_body_param.app_error', { name: 'pending_post_id' });
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

async function effectsOf(w: Work, post: PostToSend): Promise<PostEffects> {
  const author = { id: post.user_id, isWebhook: post.isWebhook, mayCallChannel: post.mayCallChannel };
  const isRoot = post.root_id === '';
  const { people, explicit, outsiders } = await mentionsOf(w, post.channel, textOf(post.message, post.props), author);
  const reply = { root_id: post.root_id, user_id: post.user_id, isWebhook: post.isWebhook, people, explicit };
  const follows = isRoot ? [] : await followsOfReply(w, post.channel, reply);
  const called = await calledByReplies(w, post.channel.id, post.root_id);
  return {
    // Wire: for whoever sees threads apart, a reply does not mark its channel as read.
    marksRead: post.marksRead && (isRoot || !(await seesThreadsApart(w, post.user_id))),
    mentions: [...new Set([...people, ...called.filter((id) => id !== post.user_id)])],
    urgent: post.priority?.priority === 'urgent',
    follows,
    outsiders,
    jobs: [],
  };
}

/** The props to keep: with the channels and the post that the text links to, without what was said for finding them. */
async function propsOf(w: Work, post: PostToSend, roles: string): Promise<{ props: string; linked?: string }> {
  const { current_team_id, channel_mentions: _, ...sent } = post.props;
  const props = 'override_icon_emoji' in sent ? await withPicture(w, sent) : sent;
  const author = { user_id: post.user_id, roles };
  const links = await linkedChannels(w, author, post.channel, textOf(post.message, props), current_team_id);
  const kept = JSON.stringify(links ? { ...props, channel_mentions: links } : props);
  const linked = await linkedPost(w, author, { message: post.message, props: kept });
  if (!linked) return { props: kept };
  return {
    props: JSON.stringify({ ...props, channel_mentions: links, previewed_post: linked.id }),
    linked: linked.embeds,
  };
}

async function prepare(w: Work, sent: PostToSend, roles: string): Promise<PostToWrite> {
  const message = withoutProxy(w.config, sent.message);
  const post = message === sent.message ? sent : { ...sent, message };
  const { props, linked } = await propsOf(w, post, roles);
  const fileIds = JSON.stringify(post.file_ids);
  checkLengths(post, props, fileIds, w.services.capabilities.maxPostLength);
  const record = {
    id: newId(),
    user_id: post.user_id,
    root_id: post.root_id,
    message: post.message,
    type: post.type,
    props,
    hashtags: hashtagsOf(post.message, w.config.ServiceSettings.MinimumHashtagLength),
    file_ids: fileIds,
    pending_post_id: post.pending_post_id,
    priority: post.priority ? JSON.stringify(post.priority) : '',
    counted: isCounted(post.type),
    create_at: post.create_at ?? 0,
  };
  const effects = await effectsOf(w, post);
  return withFollowers(w.services, { channel: post.channel, record, effects, ...(linked !== undefined && { linked }) });
}

/** Why the statement did not accept a post. A repeat is answered with the post that is there. */
async function notAccepted({ db, services }: Work, { channel, record }: PostToWrite): Promise<SentPost> {
  if (record.pending_post_id !== '') {
    const [there] = await selectPendingPost(db, record);
    if (there) {
      const { id, create_at } = there;
      return {
        id,
        create_at,
        json: postJson(withKnownLinks(services, there), services.directory.emoji, record.pending_post_id),
        isRepeat: true,
        outsiders: [],
      };
    }
  }
  const now = await services.directory.channels.again(channel.id);
  if (!now || now.delete_at > 0) throw new AppError('api.post.create_post.can_not_post_to_deleted.error');
  throw new AppError('api.post.create_post.root_id.app_error');
}

/**
 * Writes a message and everything that follows from it in one round trip (a few more when it names people not seen
 * lately), tells everybody, and returns it. A repeated `pending_post_id` gives the first post, however late.
 */
export async function sendPost(w: Work, post: PostToSend): Promise<SentPost> {
  const { people } = w.services.directory;
  const sender = people.peek(post.user_id) ?? (await people.get(post.user_id));
  const toWrite = await prepare(w, post, sender?.roles ?? '');
  const mayRename = w.config.ServiceSettings.EnablePostUsernameOverride;
  const context = { sender, setOnline: post.setOnline, mayRename };
  let json = '';
  const written = await postWriter(w.services).write(toWrite, (writing, result) => {
    json = publishPost(writing, toWrite, result, context);
  });
  if (!written) return notAccepted(w, toWrite);
  const { record, effects } = toWrite;
  return { id: record.id, create_at: written.create_at, json, isRepeat: false, outsiders: effects.outsiders };
}
