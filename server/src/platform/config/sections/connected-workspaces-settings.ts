import { flag, group, whole } from '../setting.ts';

export const connectedWorkspacesSettings = group({
  EnableSharedChannels: flag(false, 'Channels may be shared with other servers.', { applies: 'clients' }),
  EnableRemoteClusterService: flag(false, 'Other servers may connect to this one.', { applies: 'clients' }),
  DisableSharedChannelsStatusSync: flag(false, 'Do not tell other servers who is online.'),
  SyncUsersOnConnectionOpen: flag(false, 'Exchange people as soon as servers connect.'),
  GlobalUserSyncBatchSize: whole(25, 'People exchanged at a time.', { min: 1, max: 100_000, unit: 'people' }),
  MaxPostsPerSync: whole(50, 'Messages exchanged at a time.', { min: 1, max: 100_000, unit: 'messages' }),
  MemberSyncBatchSize: whole(20, 'Members exchanged at a time.', { min: 1, max: 100_000, unit: 'members' }),
});
