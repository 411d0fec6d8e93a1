import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import {
  createIncomingWebhook,
  deleteIncomingWebhook,
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
