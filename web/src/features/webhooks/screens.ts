import { Webhook } from 'lucide-react';

import { can } from '../../live/select.ts';
import { screen } from '../../shell/screen.ts';
import { msg } from '../../words/words.ts';

const webhooks = screen({
  path: [
    '/:team/integrations/webhooks/*',
    // As official clients' links have it.
    '/:team/integrations/incoming_webhooks/*',
    '/:team/integrations',
  ],
  title: msg('Webhooks'),
  section: 'you',
  listedUnder: msg('Automation'),
  listing: {
    name: 'webhooks',
    icon: Webhook,
    menus: { team: 12 },
    may: (state, { team }) => can(state, 'manage_own_incoming_webhooks', { team_id: team.id }),
  },
  load: () => import('./WebhooksPage.tsx').then((module) => module.WebhooksPage),
  offline: false,
});

export const screens = [webhooks];
