import type { BodyOf } from '@innermost/protocol/route.ts';
import {
  autocompleteChannels,
  autocompleteChannelsForSearch,
  listAllChannels,
  searchAllChannels,
  searchGroupChannels,
  searchTeamChannels,
} from '@innermost/protocol/channels.ts';
import { can, inSystem, signedIn } from '../../../access/can.ts';
import { inTeam } from '../../../access/scopes/team.ts';
import { endpoint, readsOnly } from '../../../endpoint/endpoint.ts';
import {
  body,
  object,
  optionalCount,
  optionalFlag,
  optionalText,
  optionalTextList,
  text,
} from '../../../platform/http/fields.ts';
import {
  allChannels,
  autocomplete,
  autocompleteForSearch,
  searchAll,
  searchesAll,
  searchesTeam,
  searchGroups,
  searchInTeam,
} from './search.ts';

const search = body<BodyOf<typeof searchAllChannels>>({
  term: text(),
  exclude_default_channels: optionalFlag(),
  not_associated_to_group: optionalText(),
  team_ids: optionalTextList(),
  page: optionalCount(),
  per_page: optionalCount(),
  public: optionalFlag(),
  private: optionalFlag(),
  include_deleted: optionalFlag(),
  include_search_by_id: optionalFlag(),
  deleted: optionalFlag(),
});

export const searchEndpoints = [
  endpoint(listAllChannels, {
    onSocket: 'local',
    access: can('sysconsole_read_user_management_channels', inSystem()),
    handle: allChannels,
  }),
  endpoint(searchAllChannels, {
    access: searchesAll,
    body: search,
    bodyName: 'channel_search',
    ...readsOnly,
    handle: searchAll,
  }),
  endpoint(searchGroupChannels, {
    access: signedIn(),
    body: object({ term: text() }),
    bodyName: 'channel_search',
    ...readsOnly,
    handle: searchGroups,
  }),
  endpoint(searchTeamChannels, {
    access: searchesTeam,
    body: search,
    bodyName: 'channel_search',
    ...readsOnly,
    handle: searchInTeam,
  }),
  endpoint(autocompleteChannels, {
    access: can(
      'list_team_channels',
      inTeam(({ params }) => params.team_id),
    ),
    handle: autocomplete,
  }),
  endpoint(autocompleteChannelsForSearch, {
    access: can(
      'list_team_channels',
      inTeam(({ params }) => params.team_id),
    ),
    handle: autocompleteForSearch,
  }),
];
