/** Lists of what integrations are made of. Secrets are blank: they are shown to who makes a thing, once it is made. */
import type {
  Bot,
  Command,
  listBots,
  listCommands,
  listOAuthApps,
  listOutgoingWebhooks,
  OAuthApp,
  OutgoingWebhook,
} from '@innermost/protocol/integrations.ts';
import { when, type AccessRequest } from '../../access/can.ts';
import { hasInSystem, hasInTeam, mayReadChannel } from '../../access/permission.ts';
import { channelById } from '../../access/scopes/channel.ts';
import { teamById } from '../../access/scopes/team.ts';
import type { Call } from '../../endpoint/endpoint.ts';
import { AppError, forbidden, invalidUrl } from '../../platform/http/errors.ts';
import { isTrue, paging } from '../../platform/http/paging.ts';
import { selectBots, selectCommands, selectOAuthApps, selectOutgoingHooks } from './queries.ts';

/** Whatever is no list of texts counts as none. */
function textsOf(json: string): string[] {
  try {
    const value: unknown = JSON.parse(json || '[]');
    return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
  } catch {
    return [];
  }
}

interface Listed {
  /** '' for everybody's. */
  owner: string;
}

export const mayListBots = when('read_bots in the system; of others, read_others_bots', (request): Listed => {
  const { directory, session } = request;
  if (hasInSystem(directory, session, 'read_others_bots')) return { owner: '' };
  if (!hasInSystem(directory, session, 'read_bots')) throw forbidden('read_bots');
  return { owner: session.user_id };
});

export function botsListed({ db, query, granted }: Call<typeof listBots, Listed>): Promise<Bot[]> {
  const { per_page, offset } = paging(query);
  const orphaned = isTrue(query.only_orphaned);
  return selectBots(db, {
    owner_id: granted.owner,
    with_disabled: isTrue(query.include_deleted),
    only_orphaned: orphaned,
    limit: per_page,
    offset,
  });
}

/** With `custom_only`, as those ask who manage them; else what a member can type. */
export const mayListCommands = when(
  'view_team in the team; for the custom ones alone, manage_own_slash_commands, and of others manage_others_slash_commands',
  async ({ directory, session, query }: AccessRequest<typeof listCommands>): Promise<Listed & { team_id: string }> => {
    if (!query.team_id) throw invalidUrl('team_id');
    const { id: team_id } = await teamById(directory, query.team_id);
    const has = (permission: Parameters<typeof hasInTeam>[3]) => hasInTeam(directory, session, team_id, permission);
    if (!isTrue(query.custom_only)) {
      if (!(await has('view_team'))) throw forbidden('view_team');
      return { owner: '', team_id };
    }
    if (!(await has('manage_own_slash_commands'))) throw forbidden('manage_own_slash_commands');
    return { owner: (await has('manage_others_slash_commands')) ? '' : session.user_id, team_id };
  },
);

/** Wire: all of them at once. */
export const commandsListed = ({
  db,
  granted,
}: Call<typeof listCommands, Listed & { team_id: string }>): Promise<Command[]> =>
  selectCommands(db, { team_id: granted.team_id, creator_id: granted.owner });

interface ListedHooks extends Listed {
  team_id: string;
  channel_id: string;
}

export const mayListOutgoingHooks = when(
  'manage_own_outgoing_webhooks in the team, or in the system for all teams; of others, manage_others_outgoing_webhooks',
  async (asked: AccessRequest<typeof listOutgoingWebhooks>): Promise<ListedHooks> => {
    const { directory, session, query, config } = asked;
    if (!config.ServiceSettings.EnableOutgoingWebhooks) throw new AppError('api.outgoing_webhook.disabled.app_error');
    const channel = query.channel_id ? await channelById(directory, query.channel_id) : undefined;
    if (channel && !(await mayReadChannel(directory, session, channel))) throw forbidden('read_channel_content');
    // No team has the id '', so only rights of the system count there.
    const team_id = channel?.team_id ?? query.team_id ?? '';
    const has = (permission: Parameters<typeof hasInTeam>[3]) => hasInTeam(directory, session, team_id, permission);
    if (!(await has('manage_own_outgoing_webhooks'))) throw forbidden('manage_own_outgoing_webhooks');
    const owner = (await has('manage_others_outgoing_webhooks')) ? '' : session.user_id;
    return { team_id, channel_id: channel?.id ?? '', owner };
  },
);

export async function outgoingHooksListed(
  call: Call<typeof listOutgoingWebhooks, ListedHooks>,
): Promise<OutgoingWebhook[]> {
  const { db, query, granted } = call;
  const { per_page, offset } = paging(query);
  const { team_id, channel_id, owner } = granted;
  const hooks = await selectOutgoingHooks(db, { team_id, channel_id, creator_id: owner, limit: per_page, offset });
  return hooks.map((hook) => ({
    ...hook,
    trigger_words: textsOf(hook.trigger_words),
    callback_urls: textsOf(hook.callback_urls),
  }));
}

export const mayListOAuthApps = when(
  'manage_oauth in the system; of others, manage_system_wide_oauth',
  (request): Listed => {
    const { directory, session, config } = request;
    if (!config.ServiceSettings.EnableOAuthServiceProvider)
      throw new AppError('api.oauth.allow_oauth.turn_off.app_error');
    if (hasInSystem(directory, session, 'manage_system_wide_oauth')) return { owner: '' };
    if (!hasInSystem(directory, session, 'manage_oauth')) throw forbidden('manage_oauth');
    return { owner: session.user_id };
  },
);

export async function oauthAppsListed({ db, query, granted }: Call<typeof listOAuthApps, Listed>): Promise<OAuthApp[]> {
  const { per_page, offset } = paging(query);
  const apps = await selectOAuthApps(db, { creator_id: granted.owner, limit: per_page, offset });
  return apps.map((app) => ({ ...app, callback_urls: textsOf(app.callback_urls) }));
}
