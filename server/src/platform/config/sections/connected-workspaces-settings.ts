import { flag, group, whole } from '../setting.ts';

export const connectedWorkspacesSettings = group({
  EnableSharedChannels: flag(false, 'Channels may be shared with other servers.'),
  EnableRemoteClusterService: flag(false, 'Other servers may connect to this one.'),
  DisableSharedChannelsStatusSync: flag(false, 'Do not tell other servers who is online.'),
  SyncUsersOnConnectionOpen: flag(false, 'Exchange people as soon as servers connect.'),
  GlobalUserSyncBatchSize: whole(25, 'People exchanged at a time.'),
  MaxPostsPerSync: whole(50, 'Messages exchanged at a time.'),
  MemberSyncBatchSize: whole(20, 'Members exchanged at a time.'),
});
