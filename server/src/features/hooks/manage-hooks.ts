/** Incoming webhooks as their owners and administrators see them (reference: wire/incoming-webhooks.md, Management). */
import { characters, isId, limits, turnsDirection } from '@innermost/protocol/limits.ts';
import type { ErrorId } from '@innermost/protocol/errors.ts';
import type { StatusOk } from '@innermost/protocol/route.ts';
import type {
  createIncomingWebhook,
  deleteIncomingWebhook,
  getIncomingWebhook,
  IncomingWebhook,
  IncomingWebhooksWithCount,
  listIncomingWebhooks,
  updateIncomingWebhook,
} from '@innermost/protocol/webhooks.ts';
import { hasInTeam } from '../../access/permission.ts';
import type { Call } from '../../endpoint/endpoint.ts';
import { AppError } from '../../platform/http/errors.ts';
import { isTrue, paging } from '../../platform/http/paging.ts';
import { newId } from '../../platform/ids.ts';
import type { ChannelForHook, ListedHooks, ManagedHook } from './hook-access.ts';
import { isLockedFor } from './owners.ts';
import { countHooks, deleteHookRow, insertHook, selectHooks, updateHookRow } from './queries.ts';

/** 400 when a field is beyond what a hook may hold. */
function check(hook: IncomingWebhook, before?: IncomingWebhook): void {
  const refuse = (id: ErrorId) => {
    throw new AppError(id);
  };
  const fits = (text: string, most: number) => characters(text) <= most && !text.includes('\0');
  if (!isId(hook.team_id)) refuse('model.incoming_hook.team_id.app_error');
  const isRenamed = hook.display_name !== before?.display_name;
  if (!fits(hook.display_name, limits.webhookDisplayNameCharacters) || (isRenamed && turnsDirection(hook.display_name)))
    refuse('model.incoming_hook.display_name.app_error');
  if (!fits(hook.description, limits.webhookDescriptionCharacters)) refuse('model.incoming_hook.description.app_error');
  if (!fits(hook.username, limits.usernameCharacters)) refuse('model.incoming_hook.username.app_error');
  if (!/^[A-Za-z0-9._-]*$/.test(hook.username)) refuse('api.incoming_webhook.invalid_username.app_error');
  if (!fits(hook.icon_url, 1024)) refuse('model.incoming_hook.icon_url.app_error');
}

type Fields = Pick<IncomingWebhook, 'display_name' | 'description' | 'username' | 'icon_url' | 'channel_locked'>;

/** What a caller may set, as the configuration and the caller's rights leave it. */
async function permittedFields(
  call: Call<typeof createIncomingWebhook | typeof updateIncomingWebhook, ChannelForHook>,
): Promise<Fields> {
  const { body, config, granted, session, services } = call;
  const { EnablePostUsernameOverride, EnablePostIconOverride } = config.ServiceSettings;
  const { team_id } = granted.channel;
  const mayUnlock = await hasInTeam(services.directory, session, team_id, 'bypass_incoming_webhook_channel_lock');
  const isLocked = granted.isForAnother && (await isLockedFor(services.directory, session, granted.channel));
  return {
    display_name: body.display_name ?? '',
    description: body.description ?? '',
    username: EnablePostUsernameOverride ? (body.username ?? '') : '',
    icon_url: EnablePostIconOverride ? (body.icon_url ?? '') : '',
    channel_locked: isLocked || !mayUnlock || (body.channel_locked ?? false),
  };
}

export async function createHook(call: Call<typeof createIncomingWebhook, ChannelForHook>): Promise<IncomingWebhook> {
  const { db, now, granted } = call;
  const hook: IncomingWebhook = {
    id: newId(),
    create_at: now,
    update_at: now,
    delete_at: 0,
    user_id: granted.user_id,
    channel_id: granted.channel.id,
    team_id: granted.channel.team_id,
    ...(await permittedFields(call)),
  };
  check(hook);
  await insertHook(db, hook);
  return hook;
}

export async function listHooks(
  call: Call<typeof listIncomingWebhooks, ListedHooks>,
): Promise<IncomingWebhook[] | IncomingWebhooksWithCount> {
  const { db, query, granted } = call;
  const { per_page, offset } = paging(query);
  const asked = { team_id: granted.team_id, user_id: granted.user_id, owner: query.owner ?? '' };
  const incoming_webhooks = await selectHooks(db, { ...asked, limit: per_page, offset });
  if (!isTrue(query.include_total_count)) return incoming_webhooks;
  const [counted] = await countHooks(db, asked);
  return { incoming_webhooks, total_count: counted?.count ?? 0 };
}

export function getHook({ granted }: Call<typeof getIncomingWebhook, ManagedHook>): IncomingWebhook {
  return granted.hook;
}

export async function updateHook(
  call: Call<typeof updateIncomingWebhook, ManagedHook & ChannelForHook>,
): Promise<IncomingWebhook> {
  const { db, now, granted, changed } = call;
  const hook: IncomingWebhook = {
    ...granted.hook,
    ...(await permittedFields(call)),
    user_id: granted.user_id,
    channel_id: granted.channel.id,
    update_at: now,
  };
  check(hook, granted.hook);
  if ((await updateHookRow(db, hook)).length === 0) throw new AppError('app.webhooks.get_incoming.app_error');
  changed({ kind: 'incoming_hook', hook_id: hook.id });
  return hook;
}

export async function deleteHook(call: Call<typeof deleteIncomingWebhook, ManagedHook>): Promise<StatusOk> {
  const { db, now, granted, changed } = call;
  await deleteHookRow(db, { id: granted.hook.id, now });
  changed({ kind: 'incoming_hook', hook_id: granted.hook.id });
  return { status: 'OK' };
}
