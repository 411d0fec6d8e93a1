/** The screens that the features declare. With `declared-actions.ts`, it names them all, as the registry of the server does. */
import { screens as accountScreens } from './features/account/screens.ts';
import { screens as channelScreens } from './features/channels/screens.ts';
import { screens as emojiScreens } from './features/emoji/screens.ts';
import { screens as settingsScreens } from './features/settings/screens.ts';
import { screens as teamScreens } from './features/teams/screens.ts';
import { screens as threadScreens } from './features/threads/screens.ts';
import { screens as webhookScreens } from './features/webhooks/screens.ts';
import { gather } from './shell/declared.ts';
import { later } from './shell/part.tsx';

/** In the order of the palette. The first screen that fits an address is shown there. */
export const declared = gather(
  [
    ...channelScreens,
    ...threadScreens,
    ...settingsScreens,
    ...emojiScreens,
    ...webhookScreens,
    ...teamScreens,
    ...accountScreens,
  ],
  later(() => import('./declared-actions.ts').then((module) => module.actions)),
);
