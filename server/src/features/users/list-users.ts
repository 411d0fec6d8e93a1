/** Pages of users by team, channel, role and state. */
import { createHash } from 'node:crypto';
import { isId, wireVersion } from '@innermost/protocol/limits.ts';
import type { countUsers, getUserStats, listUsers, User } from '@innermost/protocol/users.ts';
import type { ChannelFacts } from '../../access/directory.ts';
import { hasInChannel, hasInSystem, hasInTeam } from '../../access/permission.ts';
import { channelById } from '../../access/scopes/channel.ts';
import type { Call, WorkOfSession } from '../../endpoint/endpoint.ts';
import { notModified } from '../../endpoint/run.ts';
import { AppError, forbidden, invalidUrl } from '../../platform/http/errors.ts';
import type { HttpReply } from '../../platform/http/message.ts';
import { isTrue, paging } from '../../platform/http/paging.ts';
import { countUserRows, listUserRows, type UserFilter, type UserSort } from './queries/list.ts';
import { viewerOf, listedFor } from './user-row.ts';
import { seenOnlyBy } from './visibility.ts';

export async function checkMaySeeTeam({ services, session }: WorkOfSession, teamId: string): Promise<void> {
  if (!(await hasInTeam(services.directory, session, teamId, 'view_team'))) throw forbidden('view_team');
}

export async function checkMaySeeChannel(
  { services, session }: WorkOfSession,
  channelId: string,
): Promise<ChannelFacts> {
  const channel = await channelById(services.directory, channelId);
  if (!(await hasInChannel(services.directory, session, channel, 'read_channel'))) throw forbidden('read_channel');
  return channel;
}

const names = (text: string | undefined): string[] | undefined =>
  text
    ? text
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name !== '')
    : undefined;

/** Which orders go with which filter. */
const sortsWithin: Readonly<Record<string, readonly UserSort[]>> = {
  in_team: ['last_activity_at', 'create_at'],
  in_channel: ['status', 'admin'],
};

function sortOf(query: Call<typeof listUsers>['query']): UserSort {
  const { sort } = query;
  if (!sort || sort === 'username') return 'username';
  const within = query.in_channel ? 'in_channel' : query.in_team ? 'in_team' : '';
  const known = sortsWithin[within]?.find((one) => one === sort);
  if (!known) throw invalidUrl('sort');
  return known;
}

async function checkAllowed(call: Call<typeof listUsers>): Promise<void> {
  const { query, services, session } = call;
  for (const name of ['in_team', 'not_in_team', 'in_channel', 'not_in_channel', 'in_group'] as const)
    if (query[name] && !isId(query[name])) throw invalidUrl(name);
  if (isTrue(query.active) && isTrue(query.inactive)) throw invalidUrl('inactive');
  if (query.in_team && query.not_in_team) throw new AppError('api.user.get_users.validation.app_error');
  if (query.not_in_channel && !query.in_team) throw invalidUrl('team_id');
  if (query.team_roles && !query.in_team) throw invalidUrl('team_roles');
  if (query.channel_roles && !query.in_channel) throw invalidUrl('channel_roles');
  for (const team of [query.in_team, query.not_in_team]) if (team) await checkMaySeeTeam(call, team);
  for (const channel of [query.in_channel, query.not_in_channel]) if (channel) await checkMaySeeChannel(call, channel);
  const { directory } = services;
  if (query.in_group && !hasInSystem(directory, session, 'manage_system')) throw forbidden('manage_system');
  if (isTrue(query.without_team) && !hasInSystem(directory, session, 'list_users_without_team'))
    throw forbidden('list_users_without_team');
}

function filterOf(call: Call<typeof listUsers>): UserFilter {
  const { query } = call;
  const withoutTeam = isTrue(query.without_team);
  const active = isTrue(query.active) ? true : isTrue(query.inactive) ? false : undefined;
  const roles = names(query.roles) ?? names(query.role);
  const common = { active, roles, known_to: seenOnlyBy(call) };
  // Wire: people without a team take precedence over whatever else is asked.
  if (withoutTeam) return { ...common, without_team: true };
  return {
    ...common,
    in_team: query.in_team || undefined,
    not_in_team: query.not_in_team || undefined,
    in_channel: query.in_channel || undefined,
    not_in_channel: query.not_in_channel || undefined,
    in_group: query.in_group || undefined,
    team_roles: names(query.team_roles),
    channel_roles: names(query.channel_roles),
  };
}

export async function pageOfUsers(call: Call<typeof listUsers>): Promise<User[] | HttpReply> {
  const { db, query, services } = call;
  await checkAllowed(call);
  const { per_page, offset } = paging(query);
  const rows = await listUserRows(db, filterOf(call), { sort: sortOf(query), limit: per_page, offset });
  const viewer = viewerOf({ ...call, directory: services.directory });
  const users = rows.map((row) => listedFor(viewer, row));
  // Only lists within or outside a team are worth comparing: clients ask for them again and again.
  if (!query.in_team && !query.not_in_team) return users;
  const digest = createHash('sha1').update(JSON.stringify(users)).digest('base64url');
  return call.matches(`${wireVersion}.${digest}`) ? notModified() : users;
}

export async function totalUsers(call: Call<typeof getUserStats>): Promise<{ total_users_count: number }> {
  return { total_users_count: await countUserRows(call.db, { active: true, known_to: seenOnlyBy(call) }) };
}

export async function filteredTotal({ db, query }: Call<typeof countUsers>): Promise<{ total_users_count: number }> {
  for (const name of ['in_team', 'in_channel'] as const) if (query[name] && !isId(query[name])) throw invalidUrl(name);
  const filter: UserFilter = {
    in_team: query.in_team || undefined,
    in_channel: query.in_channel || undefined,
    roles: names(query.roles),
    team_roles: query.in_team ? names(query.team_roles) : undefined,
    channel_roles: query.in_channel ? names(query.channel_roles) : undefined,
    active: isTrue(query.include_deleted) ? undefined : true,
    bots: isTrue(query.include_bots) ? undefined : false,
  };
  return { total_users_count: await countUserRows(db, filter) };
}
