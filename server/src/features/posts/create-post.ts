import type { createPost } from '@innermost/protocol/posts.ts';
import { hasInChannel, hasInSystem, hasInTeam } from '../../access/permission.ts';
import { when, type AccessRequest } from '../../access/can.ts';
import type { InChannel } from '../../access/scopes/channel.ts';
import { isBotSession } from '../../access/session.ts';
import type { Call } from '../../endpoint/endpoint.ts';
import { AppError, forbidden, invalidBody } from '../../platform/http/errors.ts';
import { jsonTextReply, type HttpReply } from '../../platform/http/message.ts';
import { isId } from '@innermost/protocol/limits.ts';
import { isTypeForCallers } from './post-types.ts';
import { callsChannel } from './mentions.ts';
import { sendPost, textOf } from './send-post.ts';

/** Members who may post, and for public channels whoever may post in the team's public channels. */
export const mayCreatePost = when('create_post in the channel, or create_post_public in its team', async (request) => {
  const { directory, session, body } = request as AccessRequest<typeof createPost>;
  if (!isId(body.channel_id)) throw invalidBody('channel_id');
  const channel = directory.channels.peek(body.channel_id) ?? (await directory.channels.get(body.channel_id));
  // Wire: an unknown channel looks forbidden to everybody but those who may do anything.
  if (!channel && hasInSystem(directory, session, 'create_post'))
    throw new AppError('api.context.invalid_param.app_error', 400, { name: 'post.channel_id' });
  if (!channel) throw forbidden('create_post');
  const allowed =
    (await hasInChannel(directory, session, channel, 'create_post')) ||
    (channel.type === 'O' && (await hasInTeam(directory, session, channel.team_id, 'create_post_public')));
  if (!allowed) throw forbidden('create_post');
  return { channel } satisfies InChannel;
});

/** Props that only the server sets. */
const serverProps = new Set([
  'add_channel_member',
  'force_notification',
  'from_bot',
  'from_oauth_app',
  'from_plugin',
  'previewed_post',
]);
/** In hardened mode only integrations may send these. */
const integrationProps = [
  'from_webhook',
  'override_username',
  'webhook_display_name',
  'override_icon_url',
  'override_icon_emoji',
];

function propsOf(call: Call<typeof createPost, InChannel>): Record<string, unknown> {
  const { session, config, body } = call;
  const sent = body.props ?? {};
  const isIntegration = session.is_oauth || isBotSession(session) || session.props['type'] === 'UserAccessToken';
  if (config.ServiceSettings.ExperimentalEnableHardenedMode && !isIntegration)
    for (const name of integrationProps) if (name in sent) throw invalidBody('props');
  const props: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(sent)) if (!serverProps.has(name)) props[name] = value;
  if (isBotSession(session)) props['from_bot'] = 'true';
  if (session.is_oauth) props['from_oauth_app'] = 'true';
  return props;
}

function checkPriority({ body, config }: Call<typeof createPost, InChannel>): void {
  const priority = body.metadata?.priority;
  if (!priority) return;
  if (!config.ServiceSettings.PostPriority)
    throw new AppError('api.post.post_priority.priority_post_not_allowed_for_user.request_error', 403);
  if (body.root_id)
    throw new AppError('api.post.post_priority.priority_post_only_allowed_for_root_post.request_error', 400);
}

/** `POST /posts`: 201 with the post; the same again for a repeated `pending_post_id`. */
export async function createPostOfCaller(call: Call<typeof createPost, InChannel>): Promise<HttpReply> {
  const { session, body, granted, services, query, directory } = { ...call, directory: call.services.directory };
  const { channel } = granted;
  checkPriority(call);
  const type = body.type ?? '';
  if (!isTypeForCallers(type)) throw new AppError('api.context.invalid_param.app_error', 400, { name: 'post.type' });
  if (channel.delete_at > 0) throw new AppError('api.post.create_post.can_not_post_to_deleted.error', 400);
  if (body.root_id && !isId(body.root_id)) throw new AppError('api.post.create_post.root_id.app_error', 400);
  const props = propsOf(call);
  const message = body.message;
  const mayCallChannel = await hasInChannel(directory, session, channel, 'use_channel_mentions');
  if (!mayCallChannel && callsChannel(textOf(message, props))) props['mentionHighlightDisabled'] = true;
  const isBot = isBotSession(session);
  services.hub.userActive(session.user_id, session.id);
  const sent = await sendPost(services, {
    channel,
    user_id: session.user_id,
    message,
    type,
    props,
    root_id: body.root_id ?? '',
    file_ids: [...new Set(body.file_ids ?? [])],
    pending_post_id: body.pending_post_id ?? '',
    priority: body.metadata?.priority,
    isWebhook: false,
    marksRead: !isBot,
    setOnline: query.set_online !== 'false' && !isBot,
    mayCallChannel,
  });
  return jsonTextReply(sent.json, 201);
}
