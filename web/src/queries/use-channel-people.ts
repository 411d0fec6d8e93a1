import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';

import { listUsers } from '@innermost/protocol/users.ts';

import { statusesByIds } from '../live/ask.ts';
import { live } from '../live/live.ts';
import { keyed } from '../live/state.ts';

const perPage = 60;

/** The members of a channel by name, a page at a time. `count` renews the list when it changes. */
export function useChannelPeople(channelId: string, count: number | undefined) {
  const query = useInfiniteQuery({
    queryKey: ['channel people', channelId, count],
    initialPageParam: 0,
    queryFn: ({ pageParam, signal }) =>
      live.client.call(listUsers, {
        query: { in_channel: channelId, page: String(pageParam), per_page: String(perPage) },
        signal,
      }),
    getNextPageParam: (page, pages) => (page.length < perPage ? undefined : pages.length),
  });
  const { data } = query;
  useEffect(() => {
    const users = data?.pages.flat() ?? [];
    if (users.length === 0) return;
    live.store.change((state) => ({ ...state, users: { ...keyed(users, (user) => user.id), ...state.users } }));
    void statusesByIds(
      live.client,
      users.map((user) => user.id),
    )
      .then((statuses) => live.store.change((state) => ({ ...state, statuses: { ...state.statuses, ...statuses } })))
      .catch(() => undefined);
  }, [data]);
  return { ...query, ids: data?.pages.flat().map((user) => user.id) ?? [] };
}
