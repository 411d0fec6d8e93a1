import { useQuery } from '@tanstack/react-query';

import { getInviteInfo } from '@innermost/protocol/teams.ts';

import { live } from '../live/live.ts';

/** What an invite link tells before one joins. */
export function useInvite(inviteId: string) {
  return useQuery({
    queryKey: ['invite', inviteId],
    queryFn: ({ signal }) => live.client.call(getInviteInfo, { params: { invite_id: inviteId }, signal }),
  });
}
