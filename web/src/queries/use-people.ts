import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';

import { listUsers, searchUsers } from '@innermost/protocol/users.ts';

import { live } from '../live/live.ts';
import { keyed } from '../live/state.ts';

export interface PeopleScope {
  /** Where to begin before anything is typed. */
  teamId: string;
  /** Only people of that team, also when searching. */
  onlyTeam?: boolean;
  notInChannelId?: string;
}

const most = 50;

/** Ids of people who fit what was typed; they themselves are in the store. */
export function usePeople(term: string, { teamId, onlyTeam = false, notInChannelId }: PeopleScope) {
  const query = useQuery({
    queryKey: ['people', term, teamId, onlyTeam, notInChannelId],
    queryFn: ({ signal }) =>
      term === ''
        ? live.client.call(listUsers, {
            query: {
              in_team: teamId,
              per_page: String(most),
              active: 'true',
              ...(notInChannelId && { not_in_channel: notInChannelId }),
            },
            signal,
          })
        : live.client.call(searchUsers, {
            body: {
              term,
              limit: most,
              ...(onlyTeam && { team_id: teamId }),
              ...(notInChannelId && { not_in_channel_id: notInChannelId }),
            },
            signal,
          }),
    placeholderData: keepPreviousData,
  });
  const { data } = query;
  useEffect(() => {
    if (data)
      live.store.change((state) => ({ ...state, users: { ...keyed(data, (user) => user.id), ...state.users } }));
  }, [data]);
  return { ...query, ids: (data ?? []).filter((user) => user.delete_at === 0).map((user) => user.id) };
}
