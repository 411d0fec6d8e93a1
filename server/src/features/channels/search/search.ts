import type {
  autocompleteChannels,
  autocompleteChannelsForSearch,
  Channel,
  ChannelsWithCount,
  ChannelWithTeam,
  listAllChannels,
  searchAllChannels,
  searchGroupChannels,
  searchTeamChannels,
} from '@innermost/protocol/channels.ts';
import { when, type AccessRequest } from '../../../access/can.ts';
import { hasInSystem, hasInTeam } from '../../../access/permission.ts';
import { teamById, type InTeam } from '../../../access/scopes/team.ts';
import type { Call } from '../../../endpoint/endpoint.ts';
import type { Work } from '../../../work/work.ts';
import { likeText } from '../../../platform/db/like.ts';
import { forbidden, invalidBody } from '../../../platform/http/errors.ts';
import { isTrue, paging } from '../../../platform/http/paging.ts';
import { defaultChannelNames } from '../default-channels.ts';
import { selectGroups, selectInTeam, selectOverTeams, selectOwnForSearch, type WideSearch } from './queries.ts';

const most = 50;
const mostOverTeams = 1000;

const escaped = (term: string): string => likeText(term.trim().replace(/^[~#]/, ''));

/** What a LIKE pattern needs to find the term anywhere, and at the beginning. */
const patternsOf = (term: string) => ({ pattern: `%${escaped(term)}%`, nearest: `${escaped(term)}%` });

/** Public channels of the team and the caller's private ones. Wire: archived ones too. */
export function autocomplete(call: Call<typeof autocompleteChannels, InTeam>): Promise<Channel[]> {
  const { db, granted, session, query } = call;
  const patterns = patternsOf(query.name ?? '');
  const ids = { team_id: granted.team.id, user_id: session.user_id };
  return selectInTeam(db, { ...ids, ...patterns, public: true, archived: true, limit: most });
}

/** The caller's own, with direct and group channels by the names of people. */
export function autocompleteForSearch(call: Call<typeof autocompleteChannelsForSearch, InTeam>): Promise<Channel[]> {
  const { db, granted, session, query } = call;
  const ids = { team_id: granted.team.id, user_id: session.user_id };
  return selectOwnForSearch(db, { ...ids, ...patternsOf(query.name ?? ''), limit: most });
}

export interface MaySearch extends InTeam {
  /** False: among the caller's own channels only. */
  everyPublicOne: boolean;
}

export const searchesTeam = when(
  'list_team_channels in the team; else among own channels',
  async ({ directory, session, params }: AccessRequest<typeof searchTeamChannels>) => {
    const team = await teamById(directory, params.team_id);
    if (!(await hasInTeam(directory, session, team.id, 'view_team'))) throw forbidden('view_team');
    const everyPublicOne = await hasInTeam(directory, session, team.id, 'list_team_channels');
    return { team, everyPublicOne } satisfies MaySearch;
  },
);

export function searchInTeam(call: Call<typeof searchTeamChannels, MaySearch>): Promise<Channel[]> {
  const { db, granted, session, body } = call;
  const patterns = patternsOf(body.term);
  const archived = body.include_deleted ?? false;
  const ids = { team_id: granted.team.id, user_id: session.user_id };
  return selectInTeam(db, { ...ids, ...patterns, public: granted.everyPublicOne, archived, limit: most * 2 });
}

/** By any part of the names of those in them, as people are found. */
export function searchGroups({ db, session, body, config }: Call<typeof searchGroupChannels>): Promise<Channel[]> {
  const { ShowFullName } = config.PrivacySettings;
  return selectGroups(db, {
    user_id: session.user_id,
    pattern: patternsOf(body.term).pattern,
    full_names: ShowFullName,
  });
}

const everywhere: Omit<WideSearch, 'limit' | 'offset'> = {
  pattern: '%',
  viewer: '',
  team_ids: [],
  public: true,
  private: true,
  live: true,
  archived: false,
  excluded_names: [],
  nearest: '',
  not_in_group: '',
  id: '',
};

async function overTeams(
  { db }: Work,
  search: WideSearch,
  counted: boolean,
): Promise<ChannelWithTeam[] | ChannelsWithCount> {
  const rows = await selectOverTeams(db, search);
  const channels = rows.map((row): ChannelWithTeam => {
    const { total_count: _count, ...channel } = row;
    return channel;
  });
  return counted ? { channels, total_count: rows[0]?.total_count ?? 0 } : channels;
}

/** Every public and private channel, for administrators. */
export function allChannels(call: Call<typeof listAllChannels>): Promise<ChannelWithTeam[] | ChannelsWithCount> {
  const { query, config } = call;
  const { per_page, offset } = paging(query);
  const search: WideSearch = {
    ...everywhere,
    archived: isTrue(query.include_deleted),
    excluded_names: isTrue(query.exclude_default_channels) ? defaultChannelNames(config) : [],
    not_in_group: query.not_associated_to_group ?? '',
    limit: per_page,
    offset,
  };
  return overTeams(call, search, isTrue(query.include_total_count));
}

export const searchesAll = when(
  'a permission of the console over channels; with system_console=false, among channels the caller may see',
  ({ directory, session, query }: AccessRequest<typeof searchAllChannels>): { viewer: string } => {
    if (query.system_console === 'false') return { viewer: session.user_id };
    if (!hasInSystem(directory, session, 'sysconsole_read_user_management_channels'))
      throw forbidden('sysconsole_read_user_management_channels');
    return { viewer: '' };
  },
);

export function searchAll(
  call: Call<typeof searchAllChannels, { viewer: string }>,
): Promise<ChannelWithTeam[] | ChannelsWithCount> {
  const { body, query, config, granted } = call;
  const paged = body.page !== undefined && body.per_page !== undefined;
  const { per_page, offset } = paging({ page: String(body.page ?? 0), per_page: String(body.per_page ?? 0) });
  const [ofPublic, ofPrivate] = [body.public ?? false, body.private ?? false];
  const both = ofPublic === ofPrivate;
  if ((body.team_ids?.length ?? 0) > 1000) throw invalidBody('team_ids');
  const search: WideSearch = {
    ...everywhere,
    pattern: patternsOf(body.term).pattern,
    viewer: granted.viewer,
    team_ids: body.team_ids ?? [],
    public: both || ofPublic,
    private: both || ofPrivate,
    live: !(body.deleted ?? false),
    archived: (body.deleted ?? false) || (body.include_deleted ?? false) || isTrue(query.include_deleted),
    excluded_names: body.exclude_default_channels ? defaultChannelNames(config) : [],
    not_in_group: body.not_associated_to_group ?? '',
    id: body.include_search_by_id ? body.term.trim() : '',
    // Wire: for people who look for a channel, the first few of the names that begin so.
    limit: paged ? per_page : granted.viewer === '' ? mostOverTeams : most,
    nearest: granted.viewer === '' ? '' : patternsOf(body.term).nearest,
    offset: paged ? offset : 0,
  };
  return overTeams(call, search, paged);
}
