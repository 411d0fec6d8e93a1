/** A program posts through the address of a hook. */
import type { ErrorId } from '@innermost/protocol/errors.ts';
import type { IncomingWebhook } from '@innermost/protocol/webhooks.ts';
import { isId } from '@innermost/protocol/limits.ts';
import { hasInChannel } from '../../access/permission.ts';
import { wholeBody } from '../../endpoint/reads.ts';
import type { Work } from '../../work/work.ts';
import type { Config } from '../../platform/config/config.ts';
import { AppError, asAppError, ToldError } from '../../platform/http/errors.ts';
import { HttpReply } from '../../platform/http/message.ts';
import {
  callsChannel,
  checkSpeaker,
  isKeptFromCallers,
  isSystemType,
  isTypeForCallers,
  sendPost,
  textOf,
} from '../posts/index.ts';
import { faultsOf } from './attachments.ts';
import { contentOf, holdsSomething } from './hook-content.ts';
import { knownHooks } from './known-hooks.ts';
import type { Payload } from './payload.ts';
import { readPayload } from './read-payload.ts';
import { keepRefusal } from './refusals.ts';
import { splitContent } from './split-posts.ts';
import { targetOf, type Receiving, type Target } from './target-channel.ts';

function propsOf(config: Config, hook: IncomingWebhook, payload: Payload): Record<string, unknown> {
  const { EnablePostUsernameOverride, EnablePostIconOverride } = config.ServiceSettings;
  const props: Record<string, unknown> = Object.fromEntries(
    Object.entries(payload.props).filter(([name]) => name !== 'attachments' && !isKeptFromCallers(name)),
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

async function post(w: Work, hook: IncomingWebhook, payload: Payload, target: Target): Promise<void> {
  const { config, services } = w;
  const { directory, capabilities } = services;
  const { channel, owner } = target;
  if (!isTypeForCallers(payload.type)) throw new AppError('model.post.is_valid.type.app_error');
  const faults = faultsOf(payload.attachments ?? []);
  if (faults.length > 0) services.log.warn({ channel_id: channel.id, faults }, 'a webhook sent faulty attachments');
  const content = await contentOf(w, hook, payload);
  const mayCallChannel = await hasInChannel(directory, owner, channel, 'use_channel_mentions');
  const props = propsOf(config, hook, payload);
  if (owner.is_bot) props['from_bot'] = 'true';
  if (!mayCallChannel && callsChannel(textOf(content.message, { attachments: content.attachments })))
    props['mentionHighlightDisabled'] = true;
  const parts = splitContent(content, JSON.stringify(props).length, capabilities.maxPostLength);
  for (const [index, { message, attachments }] of parts.entries()) {
    await sendPost(w, {
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
    throw new AppError('web.incoming_webhook.disabled.app_error');
  if (!payload) throw new AppError('web.incoming_webhook.parse.app_error');
  // Wire: what would show nothing is refused, where upstream posts an empty message.
  if (!holdsSomething(payload)) throw new AppError('web.incoming_webhook.text.app_error');
  const hooks = knownHooks(services);
  const hook = isId(hook_id) ? (hooks.peek(hook_id) ?? (await hooks.get(hook_id))) : undefined;
  if (!hook) throw new AppError('web.incoming_webhook.invalid.app_error');
  const target = await targetOf(call, hook, payload.channel);
  if (payload.priority && payload.priority.priority === null)
    throw new AppError('api.context.invalid_param.app_error', { name: 'webhook priority' });
  if (isSystemType(payload.type)) throw new AppError('api.context.invalid_param.app_error', { name: 'post.type' });
  if (services.config.current().ServiceSettings.EnablePostUsernameOverride) checkSpeaker(payload.username);
  try {
    await post(call, hook, payload, target);
  } catch (error) {
    const isOwn = error instanceof AppError && error.id === 'web.incoming_webhook.split_props_length.app_error';
    if (isOwn || !(error instanceof AppError)) throw error;
    const detail = `${error.message} ${error.detail}`.trim();
    throw new AppError('api.post.create_webhook_post.creating.app_error', {}, detail);
  }
}

/** The sentences of an error, for people: what happened, then what was wrong. */
const sentencesOf = (error: AppError): string => [error.message, error.detail].filter((part) => part !== '').join(' ');

/** For the log, and for the hook's page. Nothing of it holds what was sent. */
async function noteRefusal(call: Receiving, error: AppError): Promise<void> {
  const { services, now } = call;
  const { hook_id } = call.params;
  const { id, status } = error;
  const reason = sentencesOf(error);
  const isKnownShape = isId(hook_id);
  services.log.info({ hook_id: isKnownShape ? hook_id : '', error_id: id, status, reason }, 'a webhook was refused');
  const hooks = knownHooks(services);
  if (isKnownShape && (hooks.peek(hook_id) ?? (await hooks.get(hook_id))))
    keepRefusal(services, hook_id, { create_at: now, status, id, reason });
}

/** `POST /hooks/:hook_id`: `ok` as text/plain. */
export async function receiveHook(call: Receiving): Promise<HttpReply> {
  let outer: ErrorId | undefined;
  try {
    const { request, config } = call;
    const payload = await readPayload(request.headers['content-type'] ?? '', await wholeBody(request, config));
    // Wire: every failure after reading bears this id.
    outer = 'web.incoming_webhook.general.app_error';
    await deliver(call, payload);
  } catch (error) {
    const known = asAppError(error);
    await noteRefusal(call, known ?? new AppError('api.internal_error'));
    if (!known) throw error;
    const detail = outer ? [known.id, sentencesOf(known)].join(': ') : known.detail;
    throw new ToldError(outer ?? known.id, known.params, detail, known.status);
  }
  return new HttpReply(200, 'ok', { 'Content-Type': 'text/plain' });
}
