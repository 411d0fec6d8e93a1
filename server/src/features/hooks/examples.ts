import { createIncomingWebhook, updateIncomingWebhook, receiveIncomingWebhook } from '@innermost/protocol/webhooks.ts';
import { example, invalid } from '../../area/example.ts';

export const examples = [
  example(createIncomingWebhook, {
    body: ({ channel_id, user_id }) => ({ channel_id, user_id, display_name: 'Name' }),
    needs: { all: 'app.channel.get.existing.app_error', channel_id: 'app.channel.get.existing.app_error' },
  }),
  example(updateIncomingWebhook, {
    body: ({ hook_id, channel_id, team_id }) => ({ id: hook_id, channel_id, team_id, display_name: 'Name' }),
    needs: { all: invalid, id: invalid },
  }),
  { route: receiveIncomingWebhook, body: () => ({ text: 'hello' }) },
];
