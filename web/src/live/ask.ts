/** What several slices ask of the server. */
import type { Client } from '@innermost/client/http.ts';
import { getMyChannelMembers, getMyChannels } from '@innermost/protocol/channels.ts';
import { limits } from '@innermost/protocol/limits.ts';
import { getStatusesByIds } from '@innermost/protocol/status.ts';
import { getTeamMembersOfUser, getTeamsOfUser } from '@innermost/protocol/teams.ts';
import { getUser, getUsersByIds, type User } from '@innermost/protocol/users.ts';

export type Api = Pick<Client, 'call'>;

interface Asking {
  api: Api;
}

export const me = { user_id: 'me' };

export const askMe = ({ api }: Asking) => api.call(getUser, { params: me });
export const askTeams = ({ api }: Asking) => api.call(getTeamsOfUser, { params: me });
export const askTeamMembers = ({ api }: Asking) => api.call(getTeamMembersOfUser, { params: me });
export const askChannels = ({ api }: Asking) => api.call(getMyChannels, { params: me });
export const askMembers = ({ api }: Asking) => api.call(getMyChannelMembers, { params: me, query: { page: '-1' } });

export async function usersByIds(api: Api, ids: readonly string[], since?: number): Promise<User[]> {
  const query = since === undefined ? {} : { query: { since: String(since) } };
  const pages = await Promise.all(inPages(ids).map((body) => api.call(getUsersByIds, { body, ...query })));
  return pages.flat();
}

export async function statusesByIds(api: Api, ids: readonly string[]): Promise<Record<string, string>> {
  const pages = await Promise.all(inPages(ids).map((body) => api.call(getStatusesByIds, { body })));
  return Object.fromEntries(pages.flat().map((one) => [one.user_id, one.status]));
}

function inPages(ids: readonly string[]): string[][] {
  const unique = [...new Set(ids)];
  const pages: string[][] = [];
  for (let at = 0; at < unique.length; at += limits.perPageMax) pages.push(unique.slice(at, at + limits.perPageMax));
  return pages;
}
