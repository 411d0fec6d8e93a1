/** What other areas may use of channels. */
export { directChannelOf } from './conversations.ts';
export { createDefaultChannels, joinDefaultChannels, leaveChannelsOfTeam } from './default-channels.ts';
export type { Doing } from './doing.ts';
export type { Someone } from './notices.ts';
