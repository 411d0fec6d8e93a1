import { flag, group, list, whole } from '../setting.ts';

export const wranglerSettings = group({
  PermittedWranglerRoles: list([], 'Roles that may move threads; empty allows all.'),
  AllowedEmailDomain: list([], 'Mail domains whose owners may move threads; empty allows all.'),
  MoveThreadMaxCount: whole(100, 'Messages a moved thread may have.'),
  MoveThreadToAnotherTeamEnable: flag(false, 'Threads may move to another team.'),
  MoveThreadFromPrivateChannelEnable: flag(false, 'Threads may move out of private channels.'),
  MoveThreadFromDirectMessageChannelEnable: flag(false, 'Threads may move out of direct messages.'),
  MoveThreadFromGroupMessageChannelEnable: flag(false, 'Threads may move out of group messages.'),
});
