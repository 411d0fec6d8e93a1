/** What other areas may use of channels. */
export { seesChannel, selfInTeam, type OfUserInTeam } from './access.ts';
export { directChannelOf, directName } from './conversations.ts';
export {
  createDefaultChannels,
  idsOfDefaultChannels,
  joinDefaultChannels,
  leaveChannelsOfTeam,
} from './default-channels.ts';
export { channelsViewed, type ChannelsViewed } from './view-channels.ts';
export { channelArchived } from './archive-channel.ts';
export { muteChannels } from './members/settings.ts';
export { memberRolesOf } from './members/roles.ts';
