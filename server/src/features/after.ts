/**
 * What follows what, in order. Read this before adding to a handler. With `follow` it is a job, queued with the change; with
 * `subscribe` it is done in this process as best it can, after the events left.
 */
import type { Services } from '../work/services.ts';
import { channelArchived, channelsViewed } from './channels/index.ts';
import { removeForgottenContents } from './files/index.ts';
import { emojiDeleted } from './emoji/index.ts';
import { deleteHooksOfChannel } from './hooks/index.ts';
import { postCreated, postRewritten, postWritten, threadsChanged } from './posts/index.ts';
import { linksOf, previewLinks } from './previews/index.ts';
import { removeReactionsOfEmoji } from './reactions/index.ts';
import { sessionBegan } from './sessions/index.ts';
import { authorIsActive, deactivatedLeaves, isOutOfOffice, viewerIsActive } from './status/index.ts';
import { tellOfAttack } from './notices/index.ts';
import { readThreadsOfChannels, tellFollowers } from './threads/index.ts';
import { accountAttacked, everybodyErased, outOfOffice, userDeactivated } from './users/index.ts';

export function connectSubscribers(services: Services): void {
  sessionBegan.subscribe(services, ({ sessions }, session) => sessions.remember(session));
  threadsChanged.subscribe(services, tellFollowers);
  postCreated.subscribe(services, authorIsActive);
  postWritten.follow(services, previewLinks, (asked, { record, channel }) => linksOf(asked, record, channel.id));
  postRewritten.follow(services, previewLinks, (asked, post) => linksOf(asked, post, post.channel_id));
  channelArchived.follow(services, deleteHooksOfChannel, (_services, channel) => ({ args: channel }));
  channelsViewed.subscribe(services, readThreadsOfChannels);
  channelsViewed.subscribe(services, viewerIsActive);
  userDeactivated.subscribe(services, deactivatedLeaves);
  accountAttacked.follow(services, tellOfAttack, (_services, attack) => ({ args: attack }));
  everybodyErased.follow(services, removeForgottenContents, (_services, erased) => ({ args: erased }));
  emojiDeleted.follow(services, removeReactionsOfEmoji, (_services, gone) => ({ args: gone }));
  outOfOffice.subscribe(services, isOutOfOffice);
}
