import { keepPreviousData, useQuery } from '@tanstack/react-query';

import { getMemberCounts } from '@innermost/protocol/channels.ts';

import { live } from '../live/live.ts';

/** Channel id → how many people are in it. */
export function useMemberCounts(channelIds: readonly string[]): Readonly<Record<string, number>> {
  const { data } = useQuery({
    queryKey: ['member counts', channelIds],
    queryFn: ({ signal }) => live.client.call(getMemberCounts, { body: [...channelIds], signal }),
    enabled: channelIds.length > 0,
    placeholderData: keepPreviousData,
  });
  return data ?? {};
}
