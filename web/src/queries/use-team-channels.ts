import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';

import {
  listDeletedChannels,
  listPublicChannels,
  searchTeamChannels,
  type Channel,
} from '@innermost/protocol/channels.ts';

import { live } from '../live/live.ts';

const perPage = 100;

/**
 * The open channels of a team by name, or the archived ones I may read, a page at a time; all that fit at once when
 * something was typed: then open ones may be among the archived.
 */
export function useTeamChannels(teamId: string, term: string, areArchived: boolean) {
  const params = { team_id: teamId };
  const query = useInfiniteQuery({
    queryKey: ['channels of team', teamId, term, areArchived],
    initialPageParam: 0,
    queryFn: ({ pageParam, signal }): Promise<Channel[]> =>
      term === ''
        ? live.client.call(areArchived ? listDeletedChannels : listPublicChannels, {
            params,
            query: { page: String(pageParam), per_page: String(perPage) },
            signal,
          })
        : live.client.call(searchTeamChannels, { params, body: { term, include_deleted: areArchived }, signal }),
    getNextPageParam: (page, pages) => (term !== '' || page.length < perPage ? undefined : pages.length),
    // Archiving and bringing back move channels from one list to the other.
    staleTime: 0,
    placeholderData: keepPreviousData,
  });
  return { ...query, channels: query.data?.pages.flat() ?? [] };
}
