/** Tells of a written post: the event for everybody in the channel, and the areas that follow. */
import type { ChannelFacts, PersonFacts } from '../../../access/directory.ts';
import { topic } from '../../../work/topic.ts';
import { topicWithin } from '../../../work/topic-within.ts';
import type { Services } from '../../../work/services.ts';
import type { Work } from '../../../work/work.ts';
import type { Emission } from '../../../realtime/audience.ts';
import { isSystemType } from '../post-types.ts';
import type { Counted, NewPostRecord, PostToWrite, WrittenPost } from './post-to-write.ts';
import { PreEncoded } from '../../../realtime/pre-encoded.ts';
import { withEmbeds } from '../links/permalinks.ts';
import { withKnownLinks } from '../links/reading.ts';
import { postJson, type PostRow } from '../post-row.ts';

export interface PostCreated {
  readonly record: NewPostRecord;
  /** Whether the author is to be shown as online. */
  readonly set_online: boolean;
}

/** One change of a thread after another, in the channel's lane. */
export interface ThreadChanges {
  readonly channel: ChannelFacts;
  readonly changes: readonly ThreadChange[];
}

export interface ThreadChange {
  readonly root_id: string;
  /** Of the thread, with the change. */
  readonly reply_count: number;
  /** ms; undefined where it is as it is stored. */
  readonly last_reply_at?: number;
  readonly followers: readonly string[];
  countedFor(userId: string): Counted;
}

/** Replies were written or deleted. */
export const threadsChanged = topicWithin<ThreadChanges>('threads_changed');

/** Tells of the replies among posts of one channel, in the order in which they were written. */
export async function tellThreads(
  w: Work,
  posts: readonly PostToWrite[],
  written: readonly (WrittenPost | undefined)[],
): Promise<void> {
  const changes: ThreadChange[] = [];
  for (const [index, { record }] of posts.entries()) {
    const result = written[index];
    if (!result || record.root_id === '') continue;
    const { reply_count, update_at, followers, countedFor } = result;
    changes.push({ root_id: record.root_id, reply_count, last_reply_at: update_at, followers, countedFor });
  }
  const channel = posts[0]?.channel;
  if (channel && changes.length > 0) await threadsChanged.tell(w, { channel, changes });
}

/** After the commit, and after the event was sent. */
export const postCreated = topic<PostCreated>('post_created');

export function rowOf({ channel, record }: PostToWrite, written: WrittenPost): PostRow {
  return {
    id: record.id,
    create_at: written.create_at,
    update_at: written.update_at,
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
    file_ids: written.files?.ids ?? record.file_ids,
    has_reactions: false,
    remote_id: '',
    reply_count: written.reply_count,
    last_reply_at: 0,
    participants: null,
    is_following: null,
    reactions: null,
    files: written.files?.infos || null,
    priority: record.priority === '' ? null : record.priority,
    acknowledgements: null,
  };
}

/** With what is known already of its links. */
function shownRow(services: Services, toWrite: PostToWrite, written: WrittenPost): PostRow {
  const row = withKnownLinks(services, rowOf(toWrite, written));
  return toWrite.linked === undefined ? row : withEmbeds(row, toWrite.linked);
}

export interface Speaking {
  sender: PersonFacts | undefined;
  setOnline: boolean;
  /** Whether integrations may speak under another name. */
  mayRename: boolean;
}

/** Wire: a webhook may speak under another name where that is allowed, but not in a direct message. */
function senderName({ record, channel }: PostToWrite, { sender, mayRename }: Speaking): string {
  if (isSystemType(record.type)) return 'System';
  if (mayRename && channel.type !== 'D' && record.props.includes('"override_username"')) {
    // The text was made from an object of props.
    const props = JSON.parse(record.props) as Record<string, unknown>;
    const name = props['override_username'];
    if (props['from_webhook'] === 'true' && typeof name === 'string' && name !== '') return name;
  }
  return `@${sender?.username ?? ''}`;
}

/** Wire: whether it has files, and whether a picture is among them. A quote within a name is escaped. */
function attachedOf({ files }: WrittenPost): { otherFile?: 'true'; image?: 'true' } {
  if (!files || files.infos === '') return {};
  return { otherFile: 'true', ...(files.infos.includes('"mime_type":"image/') && { image: 'true' }) };
}

function postedEmission(
  toWrite: PostToWrite,
  written: WrittenPost,
  context: Speaking,
  services: Services,
): { emission: Emission<'posted'>; json: string } {
  const { channel, record, effects } = toWrite;
  const json = postJson(shownRow(services, toWrite, written), services.directory.emoji, record.pending_post_id);
  const name = senderName(toWrite, context);
  // Wire: the author is not told that they follow.
  const followers = written.followers.filter((userId) => userId !== record.user_id);
  const emission: Emission<'posted'> = {
    event: 'posted',
    data: {
      post: new PreEncoded(json, record.user_id),
      channel_type: channel.type,
      channel_display_name: channel.type === 'D' ? `@${context.sender?.username ?? ''}` : channel.display_name,
      channel_name: channel.name,
      sender_name: name,
      team_id: channel.team_id,
      set_online: context.setOnline,
      ...attachedOf(written),
      ...(effects.mentions.length > 0 ? { mentions: [...effects.mentions] } : {}),
      ...(followers.length > 0 ? { followers } : {}),
    },
    audience: { channel_id: channel.id },
  };
  return { emission, json };
}

/** The event for everybody in the channel. Answers the post's JSON text. */
export function tellPosted(w: Work, toWrite: PostToWrite, written: WrittenPost, context: Speaking): string {
  const { emission, json } = postedEmission(toWrite, written, context, w.services);
  w.emit('posted', emission.data, emission.audience);
  w.locked(toWrite.channel.id, written.update_at);
  return json;
}

/** Wire: who writes has read the channel up to it, and their other devices hear that. */
function tellViewed(w: Work, { channel, record, effects }: PostToWrite, { create_at }: WrittenPost): void {
  if (!effects.marksRead || !w.services.hub.isConnected(record.user_id)) return;
  if (!w.config.ServiceSettings.EnableChannelViewedMessages) return;
  const channel_times = { [channel.id]: create_at };
  w.emit('multiple_channels_viewed', { channel_times }, { user_id: record.user_id }, channel.id);
}

/** Tells of a message that somebody sent, and the subscribers of `postCreated`. Answers the post's JSON text. */
export function publishPost(w: Work, toWrite: PostToWrite, written: WrittenPost, context: Speaking): string {
  const json = tellPosted(w, toWrite, written, context);
  tellViewed(w, toWrite, written);
  const { record } = toWrite;
  const told = written.files ? { ...record, file_ids: written.files.ids } : record;
  w.tell(postCreated, { record: told, set_online: context.setOnline });
  return json;
}
