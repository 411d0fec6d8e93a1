/** The actions that the features declare. Only menus and the palette need them, so they come in a file of their own. */
import { actions as accountActions } from './features/account/actions.ts';
import { actions as channelActions } from './features/channels/actions.ts';
import { actions as directActions } from './features/direct/actions.ts';
import { actions as frameActions } from './features/frame/actions.ts';
import { actions as sidebarActions } from './features/sidebar/actions.ts';
import { actions as teamActions } from './features/teams/actions.ts';
import { actions as threadActions } from './features/threads/actions.ts';

/** In the order of the palette. */
export const actions = [
  ...directActions,
  ...channelActions,
  ...threadActions,
  ...teamActions,
  ...accountActions,
  ...frameActions,
  ...sidebarActions,
];
