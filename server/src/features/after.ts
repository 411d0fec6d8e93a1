/** What follows what, in order. Read this before adding to a handler. */
import type { Services } from '../endpoint/services.ts';

export function connectSubscribers(_services: Services): void {
  // postCreated: thread followers, presence of the author.
}
