import { flag, group, text } from '../setting.ts';

const meaning = 'Told to official clients as upstream does; settable by environment only.';

function announced(initial: boolean) {
  return flag(initial, meaning, { applies: 'clients', overApi: 'ignored' });
}

export const featureFlags = group({
  TestFeature: text('off', meaning, { applies: 'clients', overApi: 'ignored' }),
  TestBoolFeature: announced(false),
  EnableRemoteClusterService: announced(false),
  EnableSharedChannelsDMs: announced(false),
  EnableSharedChannelsPlugins: announced(true),
  EnableSharedChannelsMemberSync: announced(false),
  EnableSyncAllUsersForRemoteCluster: announced(false),
  AppsEnabled: announced(false),
  PermalinkPreviews: announced(false),
  NormalizeLdapDNs: announced(false),
  WysiwygEditor: announced(false),
  OnboardingTourTips: announced(true),
  DeprecateCloudFree: announced(false),
  EnableExportDirectDownload: announced(false),
  MoveThreadsEnabled: announced(false),
  StreamlinedMarketplace: announced(true),
  CloudIPFiltering: announced(false),
  ConsumePostHook: announced(false),
  CloudAnnualRenewals: announced(false),
  CloudDedicatedExportUI: announced(false),
  ChannelBookmarks: announced(true),
  WebSocketEventScope: announced(true),
  NotificationMonitoring: announced(true),
  ExperimentalAuditSettingsSystemConsoleUI: announced(true),
  CustomProfileAttributes: announced(true),
  AttributeBasedAccessControl: announced(true),
  ContentFlagging: announced(true),
  InteractiveDialogAppsForm: announced(true),
  EnableMattermostEntry: announced(true),
  MobileSSOCodeExchange: announced(false),
  AutoTranslation: announced(true),
  BurnOnRead: announced(true),
  EnableAIPluginBridge: announced(false),
  EnableAIRecaps: announced(false),
  CJKSearch: announced(false),
});
