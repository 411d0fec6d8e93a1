/** Who manages incoming webhooks: holders of two permissions in the team, for own hooks and for those of others. */
import { isId } from '@innermost/protocol/limits.ts';
import type { AnyRoute } from '@innermost/protocol/route.ts';
import type {
  createIncomingWebhook,
  IncomingWebhook,
  listIncomingWebhooks,
  updateIncomingWebhook,
} from '@innermost/protocol/webhooks.ts';
import { when, type Access, type AccessRequest } from '../../access/can.ts';
import type { ChannelFacts } from '../../access/directory.ts';
import { isLocalSession } from '../../access/local-session.ts';
import { hasInTeam, mayReadChannel } from '../../access/permission.ts';
import type { Config } from '../../platform/config/config.ts';
import { AppError, forbidden, invalidBody } from '../../platform/http/errors.ts';
import { checkNewOwner } from './owners.ts';
import { selectHook } from './queries.ts';

export interface ChannelForHook {
  channel: ChannelFacts;
  /** Whose the hook is from now on. */
  user_id: string;
  /** Somebody else comes to speak through it, or it comes to speak elsewhere in somebody else's name. */
  isForAnother: boolean;
}

export interface ManagedHook {
  hook: IncomingWebhook;
}

export interface ListedHooks {
  /** '' for all teams. */
  team_id: string;
  /** '' for everybody's. */
  user_id: string;
}

type Asked = Pick<AccessRequest<AnyRoute>, 'directory' | 'session'>;

function requireEnabled(config: Config): void {
  if (!config.ServiceSettings.EnableIncomingWebhooks) throw new AppError('api.incoming_webhook.disabled.app_error');
}

async function requireOwn({ directory, session }: Asked, teamId: string): Promise<void> {
  if (!(await hasInTeam(directory, session, teamId, 'manage_own_incoming_webhooks')))
    throw forbidden('manage_own_incoming_webhooks');
}

const managesOthers = ({ directory, session }: Asked, teamId: string): Promise<boolean> =>
  hasInTeam(directory, session, teamId, 'manage_others_incoming_webhooks');

async function requireReadable({ directory, session }: Asked, channel: ChannelFacts): Promise<void> {
  if (!(await mayReadChannel(directory, session, channel))) throw forbidden('read_channel_content');
}

export const mayCreateHook = when(
  'manage_own_incoming_webhooks in the team, who may read the channel; for others, manage_others_incoming_webhooks',
  async (asked: AccessRequest<typeof createIncomingWebhook>): Promise<ChannelForHook> => {
    const { body, directory, session } = asked;
    requireEnabled(asked.config);
    const channel = isId(body.channel_id) ? await directory.channels.get(body.channel_id) : undefined;
    if (!channel) throw new AppError('app.channel.get.existing.app_error');
    await requireOwn(asked, channel.team_id);
    await requireReadable(asked, channel);
    if (!body.user_id && isLocalSession(session)) throw invalidBody('user_id');
    if (!body.user_id || body.user_id === session.user_id)
      return { channel, user_id: session.user_id, isForAnother: false };
    if (!(await managesOthers(asked, channel.team_id))) throw forbidden('manage_others_incoming_webhooks');
    const owner = isId(body.user_id) ? await directory.people.get(body.user_id) : undefined;
    if (!owner) throw new AppError('app.user.missing_account.const');
    if (owner.delete_at > 0) throw new AppError('api.incoming_webhook.new_owner.app_error');
    return { channel, user_id: owner.id, isForAnother: true };
  },
);

async function managed<R extends AnyRoute>(asked: AccessRequest<R>, hookId: string): Promise<ManagedHook> {
  requireEnabled(asked.config);
  const [hook] = await selectHook(asked.db, { id: hookId });
  if (!hook) throw new AppError('app.webhooks.get_incoming.app_error');
  await requireOwn(asked, hook.team_id);
  if (hook.user_id !== asked.session.user_id && !(await managesOthers(asked, hook.team_id)))
    throw forbidden('manage_others_incoming_webhooks');
  // A hook whose channel is gone can still be seen and deleted.
  const channel = await asked.directory.channels.get(hook.channel_id);
  if (channel) await requireReadable(asked, channel);
  return { hook };
}

const sentence =
  'manage_own_incoming_webhooks in the team of the hook, who may read its channel; of others, manage_others_incoming_webhooks';

export function managesHook<R extends AnyRoute>(pick: (asked: AccessRequest<R>) => string): Access<R, ManagedHook> {
  return when(sentence, (asked) => managed(asked, pick(asked)));
}

/** Whose the hook is to be; 403 without the right to decide that about others. */
async function newOwnerOf(
  asked: AccessRequest<typeof updateIncomingWebhook>,
  hook: IncomingWebhook,
  channel: ChannelFacts,
): Promise<string> {
  const { body, directory } = asked;
  if (!body.user_id || body.user_id === hook.user_id) return hook.user_id;
  if (!(await managesOthers(asked, hook.team_id))) throw forbidden('manage_others_incoming_webhooks');
  if (!isId(body.user_id)) throw invalidBody('user_id');
  await checkNewOwner(directory, body.user_id, channel);
  return body.user_id;
}

/** Grants the channel into which the hook is to post from now on, and in whose name. */
export const mayUpdateHook = when(
  `${sentence}, and who may read the new channel; to hand it over, manage_others_incoming_webhooks`,
  async (asked: AccessRequest<typeof updateIncomingWebhook>): Promise<ManagedHook & ChannelForHook> => {
    const { body, params, directory, session } = asked;
    requireEnabled(asked.config);
    if (body.id !== params.hook_id) throw invalidBody('hook_id');
    const { hook } = await managed(asked, params.hook_id);
    if (body.team_id && body.team_id !== hook.team_id) throw new AppError('api.webhook.team_mismatch.app_error');
    const channel = await directory.channels.get(body.channel_id || hook.channel_id);
    if (!channel) throw new AppError('app.channel.get.existing.app_error');
    if (channel.team_id !== hook.team_id) throw new AppError('api.webhook.team_mismatch.app_error');
    await requireReadable(asked, channel);
    const user_id = await newOwnerOf(asked, hook, channel);
    const reachesFurther =
      user_id !== hook.user_id || channel.id !== hook.channel_id || (hook.channel_locked && !body.channel_locked);
    return { hook, channel, user_id, isForAnother: user_id !== session.user_id && reachesFurther };
  },
);

export const mayListHooks = when(
  'manage_own_incoming_webhooks in the team, or in the system for all teams; others only with manage_others_incoming_webhooks',
  async (asked: AccessRequest<typeof listIncomingWebhooks>): Promise<ListedHooks> => {
    const team_id = asked.query.team_id ?? '';
    requireEnabled(asked.config);
    // No team has the id '', so only rights of the system count there.
    await requireOwn(asked, team_id);
    return { team_id, user_id: (await managesOthers(asked, team_id)) ? '' : asked.session.user_id };
  },
);
