/** What other areas may use of threads. */
export { tellFollowersOfDeletion, tellFollowersOfReply } from './tell-followers.ts';
export { readThreadsOfChannels } from './read-with-channels.ts';
