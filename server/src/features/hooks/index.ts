/** What other areas may use of hooks. */
export { deleteHooksOfChannel } from './known-hooks.ts';
