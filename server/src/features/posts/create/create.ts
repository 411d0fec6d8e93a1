import type { createPost } from '@innermost/protocol/posts.ts';
import type { ChannelFacts, Directory } from '../../../access/directory.ts';
import { hasInChannel, hasInSystem, hasInTeam, type Holder } from '../../../access/permission.ts';
import { when, type AccessRequest } from '../../../access/can.ts';
import type { InChannel } from '../../../access/scopes/channel.ts';
import { isBotSession } from '../../../access/session.ts';
import type { Call } from '../../../endpoint/endpoint.ts';
import { AppError, forbidden } from '../../../platform/http/errors.ts';
import { jsonTextReply, type HttpReply } from '../../../platform/http/message.ts';
import { isId } from '@innermost/protocol/limits.ts';
import { newProps } from '../post-props.ts';
import { isSystemType, isTypeForCallers } from '../post-types.ts';
import { callsChannel } from '../text/mentions.ts';
import { sendPost, textOf } from './prepare.ts';
import { tellOfNoCall, tellOfOutsiders } from './tell-author.ts';

/** Members, and in public channels whoever may post in all of those of the team. */
export async function mayPostIn(directory: Directory, holder: Holder, channel: ChannelFacts): Promise<boolean> {
  if (await hasInChannel(directory, holder, channel, 'create_post')) return true;
  return channel.type === 'O' && hasInTeam(directory, holder, channel.team_id, 'create_post_public');
}

/** Members who may post, and for public channels whoever may post in the team's public channels. */
export const mayCreatePost = when(
  'create_post in the channel, or create_post_public in its team',
  async ({ directory, session, body }: AccessRequest<typeof createPost>) => {
    const id = body.channel_id;
    const channel = isId(id) ? (directory.channels.peek(id) ?? (await directory.channels.get(id))) : undefined;
    // Wire: without a channel, or in one that nobody knows, posting looks forbidden to everybody but those who may do anything.
    if (!channel && id !== '' && hasInSystem(directory, session, 'create_post'))
      throw new AppError('api.context.invalid_param.app_error', { name: 'post.channel_id' });
    if (!channel) throw forbidden('create_post');
    if (!(await mayPostIn(directory, session, channel))) throw forbidden('create_post');
    return { channel } satisfies InChannel;
  },
);

function checkPriority({ body, config }: Call<typeof createPost, InChannel>): void {
  const priority = body.metadata?.priority;
  if (!priority) return;
  if (!config.ServiceSettings.PostPriority)
    throw new AppError('api.post.post_priority.priority_post_not_allowed_for_user.request_error');
  if (body.root_id) throw new AppError('api.post.post_priority.priority_post_only_allowed_for_root_post.request_error');
}

function checkType(type: string): void {
  if (isSystemType(type)) throw new AppError('api.context.invalid_param.app_error', { name: 'post.type' });
  if (!isTypeForCallers(type)) throw new AppError('model.post.is_valid.type.app_error');
}

/** Wire: administrators may say when a post was written, as those do who move an archive here. */
function writtenAt({ session, body, services, now }: Call<typeof createPost, InChannel>): { create_at?: number } {
  const { create_at = 0 } = body;
  const isPast = create_at > 0 && create_at < now;
  return isPast && hasInSystem(services.directory, session, 'manage_system') ? { create_at } : {};
}

/** `POST /posts`: 201 with the post; the same again for a repeated `pending_post_id`. */
export async function createPostOfCaller(call: Call<typeof createPost, InChannel>): Promise<HttpReply> {
  const { session, body, granted, services, query, directory } = { ...call, directory: call.services.directory };
  const { channel } = granted;
  const fileIds = [...new Set(body.file_ids ?? [])];
  if (fileIds.length > 0 && !(await hasInChannel(directory, session, channel, 'upload_file')))
    throw forbidden('upload_file');
  const props = await newProps(call, directory, body.props);
  checkPriority(call);
  const type = body.type ?? '';
  checkType(type);
  if (channel.delete_at > 0) throw new AppError('api.post.create_post.can_not_post_to_deleted.error');
  if (body.root_id && !isId(body.root_id)) throw new AppError('api.post.create_post.root_id.app_error');
  const mayCallChannel = await hasInChannel(directory, session, channel, 'use_channel_mentions');
  const callsInVain = !mayCallChannel && callsChannel(textOf(body.message, props));
  if (callsInVain) props['mentionHighlightDisabled'] = true;
  const isBot = isBotSession(session);
  services.hub.userActive(session.user_id, session.id);
  const sent = await sendPost(call, {
    channel,
    user_id: session.user_id,
    message: body.message,
    type,
    props,
    root_id: body.root_id ?? '',
    file_ids: fileIds,
    pending_post_id: body.pending_post_id ?? '',
    priority: body.metadata?.priority,
    isWebhook: false,
    marksRead: !isBot,
    setOnline: query.set_online !== 'false' && !isBot,
    mayCallChannel,
    ...writtenAt(call),
  });
  if (!sent.isRepeat && !isBot) {
    const about = { ...sent, user_id: session.user_id, root_id: body.root_id ?? '', channel };
    try {
      if (callsInVain) tellOfNoCall(call, about);
      await tellOfOutsiders(call, about, sent.outsiders);
    } catch (error) {
      // The post is there: its author must not hear that it is not.
      services.log.error({ err: error, post_id: sent.id }, 'an author was not told whom a post does not reach');
    }
  }
  return jsonTextReply(sent.json, 201);
}
