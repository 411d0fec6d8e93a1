/** What other areas may use of hooks. */
export { channelIds, deleteHooksOfChannel, knownHooks } from './known-hooks.ts';
