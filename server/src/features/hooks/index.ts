/** What other areas may use of hooks. */
export { channelIds, knownHooks } from './known-hooks.ts';
export { deleteHooksOfChannel } from './jobs.ts';
