/** What follows what, in order. Read this before adding to a handler. */
import type { Services } from '../work/services.ts';
import { channelArchived, channelsViewed } from './channels/index.ts';
import { deleteHooksOfChannel } from './hooks/index.ts';
import { postCreated, threadsChanged } from './posts/index.ts';
import { sessionBegan } from './sessions/index.ts';
import { authorIsActive, deactivatedLeaves, isOutOfOffice, viewerIsActive } from './status/index.ts';
import { tellOfAttack } from './notices/index.ts';
import { readThreadsOfChannels, tellFollowers } from './threads/index.ts';
import { accountAttacked, outOfOffice, userDeactivated } from './users/index.ts';

export function connectSubscribers(services: Services): void {
  sessionBegan.subscribe(services, ({ sessions }, session) => sessions.remember(session));
  threadsChanged.subscribe(services, tellFollowers);
  postCreated.subscribe(services, authorIsActive);
  channelArchived.subscribe(services, deleteHooksOfChannel);
  channelsViewed.subscribe(services, readThreadsOfChannels);
  channelsViewed.subscribe(services, viewerIsActive);
  userDeactivated.subscribe(services, deactivatedLeaves);
  accountAttacked.subscribe(services, tellOfAttack);
  outOfOffice.subscribe(services, isOutOfOffice);
}
