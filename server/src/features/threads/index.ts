/** What other areas may use of threads. */
export { tellFollowers } from './tell-followers.ts';
export { readThreadsOfChannels } from './read-with-channels.ts';
