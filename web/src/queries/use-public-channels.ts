import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';

import { listPublicChannels, searchTeamChannels, type Channel } from '@innermost/protocol/channels.ts';

import { live } from '../live/live.ts';

const perPage = 100;

/** The open channels of a team by name, a page at a time; all that fit at once when something was typed. */
export function usePublicChannels(teamId: string, term: string) {
  const params = { team_id: teamId };
  const query = useInfiniteQuery({
    queryKey: ['public channels', teamId, term],
    initialPageParam: 0,
    queryFn: ({ pageParam, signal }): Promise<Channel[]> =>
      term === ''
        ? live.client.call(listPublicChannels, {
            params,
            query: { page: String(pageParam), per_page: String(perPage) },
            signal,
          })
        : live.client.call(searchTeamChannels, { params, body: { term }, signal }),
    getNextPageParam: (page, pages) => (term !== '' || page.length < perPage ? undefined : pages.length),
    placeholderData: keepPreviousData,
  });
  return { ...query, channels: query.data?.pages.flat() ?? [] };
}
