import { domains } from '../forms.ts';
import { flag, group, list, whole } from '../setting.ts';

export const wranglerSettings = group({
  PermittedWranglerRoles: list([], 'Roles that may move threads; empty allows all.', { applies: 'clients' }),
  AllowedEmailDomain: list([], 'Mail domains whose owners may move threads; empty allows all.', {
    each: domains,
    applies: 'clients',
  }),
  MoveThreadMaxCount: whole(100, 'Messages a moved thread may have.', {
    min: 1,
    max: 1_000_000,
    unit: 'messages',
    or: -1,
    applies: 'clients',
  }),
  MoveThreadToAnotherTeamEnable: flag(false, 'Threads may move to another team.', { applies: 'clients' }),
  MoveThreadFromPrivateChannelEnable: flag(false, 'Threads may move out of private channels.', { applies: 'clients' }),
  MoveThreadFromDirectMessageChannelEnable: flag(false, 'Threads may move out of direct messages.', {
    applies: 'clients',
  }),
  MoveThreadFromGroupMessageChannelEnable: flag(false, 'Threads may move out of group messages.', {
    applies: 'clients',
  }),
});
