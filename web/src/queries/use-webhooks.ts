import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import {
  createIncomingWebhook,
  deleteIncomingWebhook,
  listHookRefusals,
  listIncomingWebhooks,
  updateIncomingWebhook,
  type IncomingWebhook,
  type NewIncomingWebhook,
} from '@innermost/protocol/webhooks.ts';

import { live } from '../live/live.ts';

const most = '200';

/** The incoming webhooks of a team that I may manage, newest first. */
export function useWebhooks(teamId: string) {
  return useQuery({
    queryKey: ['webhooks', teamId],
    queryFn: async ({ signal }) => {
      const query = { team_id: teamId, page: '0', per_page: most };
      const answer = await live.client.call(listIncomingWebhooks, { query, signal });
      const hooks = Array.isArray(answer) ? answer : answer.incoming_webhooks;
      return hooks.toSorted((a, b) => b.create_at - a.create_at);
    },
  });
}

/** Ids of those whose owners are deactivated or no longer in the team. */
export function useLeftWebhooks(teamId: string) {
  return useQuery({
    queryKey: ['webhooks', teamId, 'left'],
    queryFn: async ({ signal }) => {
      const query = { team_id: teamId, owner: 'left', page: '0', per_page: most };
      const answer = await live.client.call(listIncomingWebhooks, { query, signal });
      return (Array.isArray(answer) ? answer : answer.incoming_webhooks).map(({ id }) => id);
    },
  });
}

const refusalsEveryMs = 10_000;

/** Newest first, asked for again while somebody looks. */
export function useHookRefusals(hook_id: string) {
  return useQuery({
    queryKey: ['webhook-refusals', hook_id],
    queryFn: ({ signal }) => live.client.call(listHookRefusals, { params: { hook_id }, signal }),
    refetchInterval: refusalsEveryMs,
  });
}

/** Making, changing and deleting; the list is asked for again after each. */
export function useWebhookChanges(teamId: string) {
  const queries = useQueryClient();
  const onSuccess = () => queries.invalidateQueries({ queryKey: ['webhooks', teamId] });
  const create = useMutation({
    mutationFn: (body: NewIncomingWebhook) => live.client.call(createIncomingWebhook, { body }),
    onSuccess,
  });
  const change = useMutation({
    mutationFn: (body: IncomingWebhook) =>
      live.client.call(updateIncomingWebhook, { params: { hook_id: body.id }, body }),
    onSuccess,
  });
  const remove = useMutation({
    mutationFn: (hook_id: string) => live.client.call(deleteIncomingWebhook, { params: { hook_id } }),
    onSuccess,
  });
  return { create, change, remove };
}
