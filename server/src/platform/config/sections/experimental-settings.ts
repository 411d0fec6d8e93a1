import { duration, flag, group } from '../setting.ts';

export const experimentalSettings = group({
  ClientSideCertEnable: flag(false, 'Kept for compatibility; has no effect.'),
  LinkMetadataTimeoutMilliseconds: duration(5000, 'How long fetching a link’s preview may take, in milliseconds.', {
    applies: 'now',
    unit: 'milliseconds',
    max: 600_000,
  }),
  RestrictSystemAdmin: flag(false, 'Administrators cannot change settings that concern the machine.'),
  EnableSharedChannels: flag(false, 'Older form of ConnectedWorkspacesSettings.EnableSharedChannels.'),
  EnableRemoteClusterService: flag(false, 'Older form of ConnectedWorkspacesSettings.EnableRemoteClusterService.'),
  DisableAppBar: flag(false, 'Show the buttons of integrations in the channel header.', { applies: 'clients' }),
  DisableRefetchingOnBrowserFocus: flag(false, 'Clients do not load anew when their window comes to the front.', {
    applies: 'clients',
  }),
  DelayChannelAutocomplete: flag(false, 'Suggest channels only after two characters.', { applies: 'clients' }),
  DisableWakeUpReconnectHandler: flag(false, 'Clients do not reconnect by themselves when the machine wakes.', {
    applies: 'clients',
  }),
  UsersStatusAndProfileFetchingPollIntervalMilliseconds: duration(
    3000,
    'How often clients fetch the people they have come across, in milliseconds.',
    { unit: 'milliseconds', min: 1000, max: 3_600_000, applies: 'clients' },
  ),
  YoutubeReferrerPolicy: flag(false, 'Tell YouTube which site an embedded video is on.', { applies: 'clients' }),
  ExperimentalChannelCategorySorting: flag(false, 'A channel may name the sidebar category it starts in.', {
    applies: 'clients',
  }),
});
