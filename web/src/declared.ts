/** What the features declare: the one file that names them all, as the registry of the server does. */
import { actions as accountActions } from './features/account/actions.ts';
import { screens as accountScreens } from './features/account/screens.ts';
import { actions as channelActions } from './features/channels/actions.ts';
import { screens as channelScreens } from './features/channels/screens.ts';
import { actions as directActions } from './features/direct/actions.ts';
import { actions as frameActions } from './features/frame/actions.ts';
import { screens as settingsScreens } from './features/settings/screens.ts';
import { actions as sidebarActions } from './features/sidebar/actions.ts';
import { actions as teamActions } from './features/teams/actions.ts';
import { screens as teamScreens } from './features/teams/screens.ts';
import { actions as threadActions } from './features/threads/actions.ts';
import { screens as threadScreens } from './features/threads/screens.ts';
import { screens as webhookScreens } from './features/webhooks/screens.ts';
import { gather } from './shell/declared.ts';

/** In the order of the palette. The first screen that fits an address is shown there. */
export const declared = gather([
  ...channelScreens,
  ...threadScreens,
  ...settingsScreens,
  ...webhookScreens,
  ...teamScreens,
  ...accountScreens,
  ...directActions,
  ...channelActions,
  ...threadActions,
  ...teamActions,
  ...accountActions,
  ...frameActions,
  ...sidebarActions,
]);
