/** What follows what, in order. Read this before adding to a handler. */
import type { Services } from '../endpoint/services.ts';
import { postCreated, postDeleted } from './posts/index.ts';
import { tellFollowersOfDeletion, tellFollowersOfReply } from './threads/index.ts';

export function connectSubscribers(services: Services): void {
  postCreated.subscribe(services, tellFollowersOfReply);
  postDeleted.subscribe(services, tellFollowersOfDeletion);
}
