/** Search by any part of names, for dialogs and for completion while typing. */
import { isId } from '@innermost/protocol/limits.ts';
import type { autocompleteUsers, searchUsers, User, UserAutocomplete } from '@innermost/protocol/users.ts';
import { hasInSystem } from '../../access/permission.ts';
import type { Call } from '../../endpoint/endpoint.ts';
import { forbidden, invalidBody, invalidUrl } from '../../platform/http/errors.ts';
import { countOf } from '../../platform/http/paging.ts';
import { checkMaySeeChannel, checkMaySeeTeam } from './list-users.ts';
import { listUserRows, type UserFilter } from './queries/list.ts';
import { viewerOf, listedFor } from './user-row.ts';
import { seenOnlyBy } from './visibility.ts';

const defaultLimit = 100;
const mostFound = 1000;
/** Words beyond these find nothing that those before them did not narrow down. */
const mostWords = 5;

function wordsOf(term: string): string[] {
  const words = term.trim().split(/\s+/).slice(0, mostWords);
  return words.map((word) => word.replace(/^@/, '').slice(0, 64)).filter((word) => word !== '');
}

/** 1 to 1000; 100 when not given. */
function limitOf(limit: number | undefined): number {
  if (limit === undefined || limit === 0) return defaultLimit;
  if (limit < 0 || limit > mostFound) throw invalidBody('limit');
  return limit;
}

async function checkSearch(call: Call<typeof searchUsers>): Promise<void> {
  const { body, services, session } = call;
  if (body.term.trim() === '') throw invalidBody('term');
  for (const name of ['team_id', 'not_in_team_id', 'in_channel_id', 'not_in_channel_id', 'in_group_id'] as const)
    if (body[name] && !isId(body[name])) throw invalidBody(name);
  if (body.not_in_channel_id && !body.team_id) throw invalidBody('team_id');
  for (const team of [body.team_id, body.not_in_team_id]) if (team) await checkMaySeeTeam(call, team);
  for (const channel of [body.in_channel_id, body.not_in_channel_id])
    if (channel) await checkMaySeeChannel(call, channel);
  const { directory } = services;
  if (body.in_group_id && !hasInSystem(directory, session, 'manage_system')) throw forbidden('manage_system');
  if (body.without_team && !hasInSystem(directory, session, 'list_users_without_team'))
    throw forbidden('list_users_without_team');
}

/** What privacy settings hide is not searched either, except for administrators. */
export async function search(call: Call<typeof searchUsers>): Promise<User[]> {
  const { body, db, services } = call;
  await checkSearch(call);
  const viewer = viewerOf({ ...call, directory: services.directory });
  const roles = body.roles && body.roles.length > 0 ? body.roles : body.role ? [body.role] : undefined;
  const filter: UserFilter = {
    in_team: body.team_id || undefined,
    not_in_team: body.not_in_team_id || undefined,
    in_channel: body.in_channel_id || undefined,
    not_in_channel: body.not_in_channel_id || undefined,
    in_group: body.in_group_id || undefined,
    without_team: body.without_team,
    active: body.allow_inactive ? undefined : true,
    roles,
    known_to: seenOnlyBy(call),
    term: {
      words: wordsOf(body.term),
      fullNames: viewer.isAdmin || viewer.showFullName,
      emails: viewer.isAdmin || viewer.showEmail,
    },
  };
  const rows = await listUserRows(db, filter, { limit: limitOf(body.limit), offset: 0 });
  return rows.map((row) => listedFor(viewer, row));
}

/** Active people whose names hold that; of a channel, also who could be added to it. */
export async function complete(call: Call<typeof autocompleteUsers>): Promise<UserAutocomplete> {
  const { db, query, services } = call;
  const { in_team, in_channel } = query;
  if (in_team && !isId(in_team)) throw invalidUrl('in_team');
  const channel = in_channel ? await checkMaySeeChannel(call, in_channel) : undefined;
  if (in_team) await checkMaySeeTeam(call, in_team);
  const viewer = viewerOf({ ...call, directory: services.directory });
  const limit = countOf(query.limit, defaultLimit, mostFound);
  const find = async (where: UserFilter) => {
    const term = { words: wordsOf(query.name ?? ''), fullNames: viewer.isAdmin || viewer.showFullName, emails: false };
    const rows = await listUserRows(
      db,
      { active: true, known_to: seenOnlyBy(call), term, ...where },
      { limit, offset: 0 },
    );
    return rows.map((row) => listedFor(viewer, row));
  };
  if (!channel) return { users: await find({ in_team: in_team || undefined }) };
  const team = in_team || channel.team_id;
  const [users, out_of_channel] = await Promise.all([
    find({ in_channel: channel.id }),
    team === '' ? [] : find({ in_team: team, not_in_channel: channel.id }),
  ]);
  return out_of_channel.length > 0 ? { users, out_of_channel } : { users };
}
