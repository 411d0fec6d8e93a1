/**
 * The first load and every load after a loss: all that the sidebar and permissions need, for all teams, in one round of
 * parallel requests, and a second one for people and whatever could not be guessed. Its result replaces what was held; posts are not touched (`pages.ts` brings those up to date).
 */
import type { Client } from '@innermost/client/http.ts';
import { getCategories, type OrderedCategories } from '@innermost/protocol/categories.ts';
import { getMyChannelMembers, getMyChannels, type Channel, type ChannelMember } from '@innermost/protocol/channels.ts';
import { limits } from '@innermost/protocol/limits.ts';
import { getPreferences } from '@innermost/protocol/preferences.ts';
import { getRolesByNames } from '@innermost/protocol/roles.ts';
import { getStatusesByIds } from '@innermost/protocol/status.ts';
import { getClientConfig, getClientLicense } from '@innermost/protocol/system.ts';
import { getTeamMembersOfUser, getTeamsOfUser, type Team, type TeamMember } from '@innermost/protocol/teams.ts';
import { getUserThreads, type UserThread } from '@innermost/protocol/threads.ts';
import { getUser, getUserChannelGroups, getUsersByIds, type User } from '@innermost/protocol/users.ts';

import { preferencesByKey } from './apply/preferences.ts';
import { holdThread } from './apply/threads.ts';
import { keyed, type ById, type FollowedThread, type LiveState, type Want } from './state.ts';

export type Api = Pick<Client, 'call'>;
export type Change = (state: LiveState) => LiveState;

const me = { user_id: 'me' };

/** Unread threads held per team; beyond this the badge says 99+ anyway. */
const unreadThreads = '100';

/** Those that nearly everybody holds some of: asked for before it is known which. */
const usualRoles = ['system_user', 'team_user', 'team_admin', 'channel_user', 'channel_admin'];

export interface LoadOptions {
  /** Which teams' categories and threads to load, chosen once the teams are known. */
  teams: (teams: readonly Team[]) => readonly string[];
  /** People held so far, and when they were last known to be right (ms); absent on the first load. */
  known?: { users: readonly string[]; since: number };
  /** A team that will probably be among `teams`: its contents are asked for with everything else. */
  guessedTeam?: string;
}

/** What anyone may ask for: enough for the screens at the door. */
export async function loadConfig(api: Api): Promise<Change> {
  const [config, license] = await Promise.all([
    api.call(getClientConfig, { query: { format: 'old' } }),
    api.call(getClientLicense, { query: { format: 'old' } }),
  ]);
  return (state) => ({ ...state, config, license });
}

/** Rejects as `Client.call` does; a rejection leaves nothing half done. */
export async function loadSession(api: Api, options: LoadOptions): Promise<Change> {
  const { guessedTeam = '' } = options;
  const [user, preferences, teams, teamMembers, channels, members, usual, guessed] = await Promise.all([
    api.call(getUser, { params: me }),
    api.call(getPreferences, { params: me }),
    api.call(getTeamsOfUser, { params: me }),
    api.call(getTeamMembersOfUser, { params: me }),
    api.call(getMyChannels, { params: me }),
    api.call(getMyChannelMembers, { params: me, query: { page: '-1' } }),
    api.call(getRolesByNames, { body: usualRoles }),
    // Refused for whoever has left it; what is needed is then asked for below.
    guessedTeam === '' ? undefined : loadTeam(api, guessedTeam).catch(() => undefined),
  ]);
  const otherRoles = roleNames(user, teamMembers, members).filter((name) => !usual.some((role) => role.name === name));
  const groups = channels.filter((channel) => channel.type === 'G').map((channel) => channel.id);
  const partners = channels.flatMap((channel) => partnersIn(channel, user.id));
  const [roles, people, statuses, groupUsers, changed, ...perTeam] = await Promise.all([
    otherRoles.length > 0 ? api.call(getRolesByNames, { body: otherRoles }) : [],
    usersByIds(api, partners),
    statusesByIds(api, [user.id, ...partners]),
    groupUsersOf(api, groups),
    changedUsers(api, options.known),
    ...options.teams(teams).map((id) => (id === guessedTeam && guessed ? guessed : loadTeam(api, id))),
  ]);
  const groupMembers = Object.entries(groupUsers);
  const users = [user, ...people, ...changed, ...groupMembers.flatMap(([, inGroup]) => inGroup)];

  return (state) => {
    const loaded: LiveState = {
      ...state,
      me_id: user.id,
      users: { ...state.users, ...keyed(users, (one) => one.id) },
      statuses: { ...state.statuses, ...statuses },
      teams: keyed(
        teams.filter((team) => team.delete_at === 0),
        (team) => team.id,
      ),
      teamMembers: keyed(teamMembers, (member) => member.team_id),
      channels: keyed(channels, (channel) => channel.id),
      members: keyed(members, (member) => member.channel_id),
      groupMembers: Object.fromEntries(groupMembers.map(([id, inGroup]) => [id, inGroup.map((one) => one.id)])),
      preferences: preferencesByKey(preferences),
      roles: { ...state.roles, ...keyed([...usual, ...roles], (role) => role.name) },
      categories: {},
      categoryOrder: {},
      threads: readThreads(state.threads),
      wants: new Set(Object.keys(state.stats).map((id): Want => `stats:${id}`)),
    };
    return perTeam.reduce((next, change) => change(next), loaded);
  };
}

/** The categories of a team's sidebar and its unread threads. */
export async function loadTeam(api: Api, teamId: string): Promise<Change> {
  const params = { ...me, team_id: teamId };
  const query = { unread: 'true', per_page: unreadThreads, threadsOnly: 'true' };
  const [categories, list] = await Promise.all([
    api.call(getCategories, { params }),
    api.call(getUserThreads, { params, query }),
  ]);
  return (state) => holdThreads(holdCategories(state, teamId, categories), list.threads);
}

export function holdCategories(state: LiveState, teamId: string, loaded: OrderedCategories): LiveState {
  const others = Object.values(state.categories).filter((category) => category.team_id !== teamId);
  return {
    ...state,
    categories: keyed([...others, ...loaded.categories], (category) => category.id),
    categoryOrder: { ...state.categoryOrder, [teamId]: loaded.order },
  };
}

export function holdThreads(state: LiveState, threads: readonly UserThread[] | null): LiveState {
  return (threads ?? []).reduce(holdThread, state);
}

/** The other person of a direct channel; nobody for other channels and for notes to oneself. */
export function partnersIn(channel: Pick<Channel, 'type' | 'name'>, meId: string): string[] {
  return channel.type === 'D' ? channel.name.split('__').filter((id) => id !== meId) : [];
}

export async function usersByIds(api: Api, ids: readonly string[]): Promise<User[]> {
  const pages = await Promise.all(inPages(ids).map((page) => api.call(getUsersByIds, { body: page })));
  return pages.flat();
}

export async function statusesByIds(api: Api, ids: readonly string[]): Promise<Record<string, string>> {
  const pages = await Promise.all(inPages(ids).map((page) => api.call(getStatusesByIds, { body: page })));
  return Object.fromEntries(pages.flat().map((one) => [one.user_id, one.status]));
}

export function roleNames(
  user: Pick<User, 'roles'>,
  teamMembers: readonly Pick<TeamMember, 'roles'>[],
  members: readonly Pick<ChannelMember, 'roles'>[],
): string[] {
  const named = [user, ...teamMembers, ...members].flatMap(({ roles }) => roles.split(' '));
  return [...new Set(named)].filter((name) => name !== '');
}

async function groupUsersOf(api: Api, groups: string[]): Promise<Record<string, User[]>> {
  return groups.length > 0 ? api.call(getUserChannelGroups, { body: groups }) : {};
}

async function changedUsers(api: Api, known: LoadOptions['known']): Promise<User[]> {
  if (!known || known.users.length === 0) return [];
  const query = { since: String(known.since) };
  const pages = await Promise.all(inPages(known.users).map((body) => api.call(getUsersByIds, { body, query })));
  return pages.flat();
}

/** What was unread is asked for again; the rest stays as the list last showed it. */
function readThreads(threads: ById<FollowedThread>): ById<FollowedThread> {
  const read = Object.values(threads).filter((thread) => thread.unread_replies === 0 && thread.unread_mentions === 0);
  return keyed(read, (thread) => thread.id);
}

function inPages(ids: readonly string[]): string[][] {
  const unique = [...new Set(ids)];
  const pages: string[][] = [];
  for (let at = 0; at < unique.length; at += limits.perPageMax) pages.push(unique.slice(at, at + limits.perPageMax));
  return pages;
}
