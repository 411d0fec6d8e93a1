import { flag, group, whole } from '../setting.ts';

export const experimentalSettings = group({
  ClientSideCertEnable: flag(false, 'Kept for compatibility; has no effect.'),
  LinkMetadataTimeoutMilliseconds: whole(5000, 'How long fetching a link’s preview may take, in milliseconds.'),
  RestrictSystemAdmin: flag(false, 'Administrators cannot change settings that concern the machine.'),
  EnableSharedChannels: flag(false, 'Older form of ConnectedWorkspacesSettings.EnableSharedChannels.'),
  EnableRemoteClusterService: flag(false, 'Older form of ConnectedWorkspacesSettings.EnableRemoteClusterService.'),
  DisableAppBar: flag(false, 'Show the buttons of integrations in the channel header.'),
  DisableRefetchingOnBrowserFocus: flag(false, 'Clients do not load anew when their window comes to the front.'),
  DelayChannelAutocomplete: flag(false, 'Suggest channels only after two characters.'),
  DisableWakeUpReconnectHandler: flag(false, 'Clients do not reconnect by themselves when the machine wakes.'),
  UsersStatusAndProfileFetchingPollIntervalMilliseconds: whole(
    3000,
    'How often clients fetch the people they have come across, in milliseconds.',
  ),
  YoutubeReferrerPolicy: flag(false, 'Tell YouTube which site an embedded video is on.'),
  ExperimentalChannelCategorySorting: flag(false, 'A channel may name the sidebar category it starts in.'),
});
