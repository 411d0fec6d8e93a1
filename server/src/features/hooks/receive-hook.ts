/** A program posts through the address of a hook. */
import type { IncomingWebhook, MessageAttachment } from '@innermost/protocol/webhooks.ts';
import { isId } from '@innermost/protocol/limits.ts';
import { hasInChannel } from '../../access/permission.ts';
import type { Services } from '../../endpoint/services.ts';
import type { Config } from '../../platform/config/config.ts';
import { AppError } from '../../platform/http/errors.ts';
import { HttpReply } from '../../platform/http/message.ts';
import { callsChannel, isSystemType, isTypeForCallers, sendPost, textOf } from '../posts/index.ts';
import { faultsOf } from './attachments.ts';
import { knownHooks } from './known-hooks.ts';
import type { Payload } from './payload.ts';
import { selectUsernames } from './queries.ts';
import { readPayload } from './read-payload.ts';
import { slackText, slackTitle, userIdsIn, type Usernames } from './slack-text.ts';
import { splitContent, type Content } from './split-posts.ts';
import { targetOf, type Receiving, type Target } from './target-channel.ts';

/** Only the server says these; attachments are looked after apart. */
const reservedProps = new Set([
  'add_channel_member',
  'attachments',
  'force_notification',
  'from_bot',
  'from_oauth_app',
  'from_plugin',
  'from_webhook',
  'override_icon_emoji',
  'override_icon_url',
  'override_username',
  'previewed_post',
  'webhook_display_name',
]);

function propsOf(config: Config, hook: IncomingWebhook, payload: Payload): Record<string, unknown> {
  const { EnablePostUsernameOverride, EnablePostIconOverride } = config.ServiceSettings;
  const props: Record<string, unknown> = Object.fromEntries(
    Object.entries(payload.props).filter(([name]) => !reservedProps.has(name)),
  );
  props['from_webhook'] = 'true';
  props['webhook_display_name'] = hook.display_name;
  if (EnablePostUsernameOverride) props['override_username'] = payload.username || hook.username || 'webhook';
  if (EnablePostIconOverride) {
    const url = payload.icon_url || hook.icon_url;
    if (url !== '') props['override_icon_url'] = url;
    const emoji = payload.icon_emoji || payload.props['override_icon_emoji'];
    if (typeof emoji === 'string' && emoji !== '') props['override_icon_emoji'] = emoji;
  }
  return props;
}

function textsOf({ message, attachments }: Content): string[] {
  const inAttachments = attachments.flatMap(({ pretext = '', text = '', title = '', fields }) => [
    pretext,
    text,
    title,
    ...(fields ?? []).map(({ value }) => value),
  ]);
  return [message, ...inAttachments];
}

async function usernamesOf(services: Services, ids: ReadonlySet<string>): Promise<Usernames> {
  const { people } = services.directory;
  const known = [...ids].flatMap((id) => people.peek(id) ?? []);
  const usernames = new Map(known.map(({ id, username }) => [id, username]));
  const unknown = [...ids].filter((id) => !usernames.has(id));
  if (unknown.length === 0) return usernames;
  for (const { id, username } of await selectUsernames.run(services.database.db, [unknown]))
    usernames.set(id, username);
  return usernames;
}

async function fromSlack(services: Services, content: Content): Promise<Content> {
  const texts = textsOf(content);
  if (!texts.some((text) => text.includes('<'))) return content;
  const usernames = await usernamesOf(services, new Set(texts.flatMap(userIdsIn)));
  const convert = (text = ''): string => slackText(text, usernames);
  const attachments = content.attachments.map((one): MessageAttachment => ({
    ...one,
    pretext: convert(one.pretext),
    text: convert(one.text),
    title: slackTitle(one.title ?? '', usernames),
    fields: (one.fields ?? []).map((field) => ({ ...field, value: convert(field.value) })),
  }));
  return { message: convert(content.message), attachments };
}

async function post(services: Services, hook: IncomingWebhook, payload: Payload, target: Target): Promise<void> {
  const { directory, capabilities, config } = services;
  const { channel, owner } = target;
  if (!isTypeForCallers(payload.type)) throw new AppError('model.post.is_valid.type.app_error', 400);
  const sent = { message: payload.text, attachments: payload.attachments ?? [] };
  const faults = faultsOf(sent.attachments);
  if (faults.length > 0) services.log.warn({ channel_id: channel.id, faults }, 'a webhook sent faulty attachments');
  const content = await fromSlack(services, sent);
  const mayCallChannel = await hasInChannel(directory, owner, channel, 'use_channel_mentions');
  const props = propsOf(config.current(), hook, payload);
  if (owner.is_bot) props['from_bot'] = 'true';
  if (!mayCallChannel && callsChannel(textOf(content.message, { attachments: content.attachments })))
    props['mentionHighlightDisabled'] = true;
  const parts = splitContent(content, JSON.stringify(props).length, capabilities.maxPostLength);
  for (const [index, { message, attachments }] of parts.entries()) {
    await sendPost(services, {
      channel,
      user_id: owner.user_id,
      message,
      type: attachments.length > 0 ? 'slack_attachment' : payload.type,
      props: attachments.length > 0 ? { ...props, attachments } : props,
      root_id: '',
      file_ids: [],
      pending_post_id: '',
      priority: index === 0 ? payload.priority : undefined,
      isWebhook: true,
      marksRead: false,
      setOnline: false,
      mayCallChannel,
    });
  }
}

/** The checks in the order of the reference; each failure with its own id and status. */
async function deliver(call: Receiving, payload: Payload | undefined): Promise<void> {
  const { services } = call;
  const { hook_id } = call.params;
  if (!services.config.current().ServiceSettings.EnableIncomingWebhooks)
    throw new AppError('web.incoming_webhook.disabled.app_error', 501);
  if (!payload) throw new AppError('web.incoming_webhook.parse.app_error', 400);
  if (payload.text === '' && !payload.attachments) throw new AppError('web.incoming_webhook.text.app_error', 400);
  const hooks = knownHooks(services);
  const hook = isId(hook_id) ? (hooks.peek(hook_id) ?? (await hooks.get(hook_id))) : undefined;
  if (!hook) throw new AppError('web.incoming_webhook.invalid.app_error', 400);
  const target = await targetOf(call, hook, payload.channel);
  if (payload.priority && payload.priority.priority === null)
    throw new AppError('api.context.invalid_param.app_error', 400, { name: 'webhook priority' });
  if (isSystemType(payload.type)) throw new AppError('api.context.invalid_param.app_error', 400, { name: 'post.type' });
  try {
    await post(services, hook, payload, target);
  } catch (error) {
    const isOwn = error instanceof AppError && error.id === 'web.incoming_webhook.split_props_length.app_error';
    if (isOwn || !(error instanceof AppError)) throw error;
    const detail = `${error.id}: ${error.message}`;
    throw new AppError('api.post.create_webhook_post.creating.app_error', 500, {}, detail);
  }
}

/** `POST /hooks/:hook_id`: `ok` as text/plain. */
export async function receiveHook(call: Receiving): Promise<HttpReply> {
  const payload = await readPayload(call.request);
  try {
    await deliver(call, payload);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // Wire: every failure after reading bears this id; the cause is for the log and the developer mode.
    const detail = [error.id, error.message, error.detail].filter((part) => part !== '').join(': ');
    throw new AppError('web.incoming_webhook.general.app_error', error.status, {}, detail);
  }
  return new HttpReply(200, 'ok', { 'Content-Type': 'text/plain' });
}
