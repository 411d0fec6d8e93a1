// Keys of `GET /api/v4/config/client` that only a signed-in caller hears, beside those for everyone.
import type { Config } from '../config.ts';
import type { ClientKeys } from './client-key.ts';
import { offered } from './offered.ts';

const people: ClientKeys = {
  EnableCustomUserStatuses: 'TeamSettings.EnableCustomUserStatuses',
  EnableLastActiveTime: 'TeamSettings.EnableLastActiveTime',
  EnableUserDeactivation: 'TeamSettings.EnableUserDeactivation',
  RestrictDirectMessage: 'TeamSettings.RestrictDirectMessage',
  TeammateNameDisplay: 'TeamSettings.TeammateNameDisplay',
  LockTeammateNameDisplay: 'TeamSettings.LockTeammateNameDisplay',
  ExperimentalPrimaryTeam: 'TeamSettings.ExperimentalPrimaryTeam',
  ExperimentalEnableAutomaticReplies: 'TeamSettings.ExperimentalEnableAutomaticReplies',
  MaxNotificationsPerChannel: 'TeamSettings.MaxNotificationsPerChannel',
  EnableConfirmNotificationsToChannel: 'TeamSettings.EnableConfirmNotificationsToChannel',
  ShowEmailAddress: 'PrivacySettings.ShowEmailAddress',
  ShowFullName: 'PrivacySettings.ShowFullName',
  UseAnonymousURLs: 'PrivacySettings.UseAnonymousURLs',
  DeleteAccountLink: 'ServiceSettings.DeleteAccountLink',
  ExtendSessionLengthWithActivity: 'ServiceSettings.ExtendSessionLengthWithActivity',
  EnableUserAccessTokens: 'ServiceSettings.EnableUserAccessTokens',
  EnableEmailInvitations: 'ServiceSettings.EnableEmailInvitations',
  EnableTutorial: 'ServiceSettings.EnableTutorial',
  EnableOnboardingFlow: 'ServiceSettings.EnableOnboardingFlow',
  ExperimentalEnableAuthenticationTransfer: 'ServiceSettings.ExperimentalEnableAuthenticationTransfer',
  AvailableLocales: 'LocalizationSettings.AvailableLocales',
  EnableExperimentalLocales: 'LocalizationSettings.EnableExperimentalLocales',
  ExperimentalTimezone: () => true,
  EnableCustomGroups: (config) => offered.customGroups && config.ServiceSettings.EnableCustomGroups,
  EnableAttributeBasedAccessControl: 'AccessControlSettings.EnableAttributeBasedAccessControl',
  EnableUserManagedAttributes: 'AccessControlSettings.EnableUserManagedAttributes',
};

const messages: ClientKeys = {
  MaxPostSize: (_, facts) => facts.maxPostSize,
  PostEditTimeLimit: 'ServiceSettings.PostEditTimeLimit',
  MinimumHashtagLength: 'ServiceSettings.MinimumHashtagLength',
  UniqueEmojiReactionLimitPerPost: 'ServiceSettings.UniqueEmojiReactionLimitPerPost',
  EnableEmojiPicker: 'ServiceSettings.EnableEmojiPicker',
  // Without a key of the operator's own the picker could show nothing; the vendor's key is not ours to hand out.
  EnableGifPicker: ({ ServiceSettings }) => ServiceSettings.EnableGifPicker && ServiceSettings.GiphySdkKey !== '',
  GiphySdkKey: 'ServiceSettings.GiphySdkKey',
  GoogleDeveloperKey: 'ServiceSettings.GoogleDeveloperKey',
  YoutubeReferrerPolicy: 'ExperimentalSettings.YoutubeReferrerPolicy',
  EnableLinkPreviews: 'ServiceSettings.EnableLinkPreviews',
  EnablePermalinkPreviews: 'ServiceSettings.EnablePermalinkPreviews',
  ExperimentalEnablePostMetadata: () => true,
  EnableSVGs: 'ServiceSettings.EnableSVGs',
  EnableLatex: 'ServiceSettings.EnableLatex',
  EnableInlineLatex: 'ServiceSettings.EnableInlineLatex',
  CustomUrlSchemes: 'DisplaySettings.CustomURLSchemes',
  MaxMarkdownNodes: 'DisplaySettings.MaxMarkdownNodes',
  ManagedResourcePaths: 'ServiceSettings.ManagedResourcePaths',
  CollapsedThreads: 'ServiceSettings.CollapsedThreads',
  PostPriority: 'ServiceSettings.PostPriority',
  AllowPersistentNotifications: 'ServiceSettings.AllowPersistentNotifications',
  AllowPersistentNotificationsForGuests: 'ServiceSettings.AllowPersistentNotificationsForGuests',
  PersistentNotificationMaxCount: 'ServiceSettings.PersistentNotificationMaxCount',
  PersistentNotificationIntervalMinutes: 'ServiceSettings.PersistentNotificationIntervalMinutes',
  PersistentNotificationMaxRecipients: 'ServiceSettings.PersistentNotificationMaxRecipients',
  EnableBurnOnRead: 'ServiceSettings.EnableBurnOnRead',
  BurnOnReadDurationSeconds: 'ServiceSettings.BurnOnReadDurationSeconds',
  BurnOnReadMaximumTimeToLiveSeconds: 'ServiceSettings.BurnOnReadMaximumTimeToLiveSeconds',
  AllowSyncedDrafts: 'ServiceSettings.AllowSyncedDrafts',
  EnableCrossTeamSearch: 'ServiceSettings.EnableCrossTeamSearch',
  FeatureFlagExperimentalCrossTeamSearch: 'ServiceSettings.EnableCrossTeamSearch',
  TimeBetweenUserTypingUpdatesMilliseconds: 'ServiceSettings.TimeBetweenUserTypingUpdatesMilliseconds',
  EnableUserTypingMessages: 'ServiceSettings.EnableUserTypingMessages',
  EnableChannelViewedMessages: 'ServiceSettings.EnableChannelViewedMessages',
  ExperimentalEnableDefaultChannelLeaveJoinMessages:
    'ServiceSettings.ExperimentalEnableDefaultChannelLeaveJoinMessages',
  ExperimentalGroupUnreadChannels: 'ServiceSettings.ExperimentalGroupUnreadChannels',
  ExperimentalChannelCategorySorting: 'ExperimentalSettings.ExperimentalChannelCategorySorting',
  EnableFileAttachments: 'FileSettings.EnableFileAttachments',
  EnablePublicLink: 'FileSettings.EnablePublicLink',
  MaxFileSize: 'FileSettings.MaxFileSize',
  EnableMobileFileDownload: 'FileSettings.EnableMobileDownload',
  EnableMobileFileUpload: 'FileSettings.EnableMobileUpload',
  SendEmailNotifications: 'EmailSettings.SendEmailNotifications',
  SendPushNotifications: 'EmailSettings.SendPushNotifications',
  RequireEmailVerification: 'EmailSettings.RequireEmailVerification',
  EnableEmailBatching: 'EmailSettings.EnableEmailBatching',
  EnablePreviewModeBanner: 'EmailSettings.EnablePreviewModeBanner',
  EmailNotificationContentsType: 'EmailSettings.EmailNotificationContentsType',
};

const integrations: ClientKeys = {
  EnableOAuthServiceProvider: 'ServiceSettings.EnableOAuthServiceProvider',
  EnableIncomingWebhooks: 'ServiceSettings.EnableIncomingWebhooks',
  EnableOutgoingWebhooks: 'ServiceSettings.EnableOutgoingWebhooks',
  EnableOutgoingOAuthConnections: 'ServiceSettings.EnableOutgoingOAuthConnections',
  EnableCommands: 'ServiceSettings.EnableCommands',
  EnablePostUsernameOverride: 'ServiceSettings.EnablePostUsernameOverride',
  EnablePostIconOverride: 'ServiceSettings.EnablePostIconOverride',
  EnableMarketplace: () => false,
  IsDefaultMarketplace: (config) => config.PluginSettings.MarketplaceURL === '',
  DisableAppBar: 'ExperimentalSettings.DisableAppBar',
  WranglerPermittedWranglerRoles: 'WranglerSettings.PermittedWranglerRoles',
  WranglerAllowedEmailDomain: 'WranglerSettings.AllowedEmailDomain',
  WranglerMoveThreadMaxCount: 'WranglerSettings.MoveThreadMaxCount',
  WranglerMoveThreadToAnotherTeamEnable: 'WranglerSettings.MoveThreadToAnotherTeamEnable',
  WranglerMoveThreadFromPrivateChannelEnable: 'WranglerSettings.MoveThreadFromPrivateChannelEnable',
  WranglerMoveThreadFromDirectMessageChannelEnable: 'WranglerSettings.MoveThreadFromDirectMessageChannelEnable',
  WranglerMoveThreadFromGroupMessageChannelEnable: 'WranglerSettings.MoveThreadFromGroupMessageChannelEnable',
};

const server: ClientKeys = {
  EnableDeveloper: 'ServiceSettings.EnableDeveloper',
  EnableTesting: 'ServiceSettings.EnableTesting',
  EnableClientPerformanceDebugging: 'ServiceSettings.EnableClientPerformanceDebugging',
  UpgradedFromTE: () => false,
  InstallationDate: (_, facts) => facts.installationDate,
  SchemaVersion: (_, facts) => facts.schemaVersion,
  SQLDriverName: 'SqlSettings.DriverName',
  RunJobs: 'JobSettings.RunJobs',
  CWSMock: () => '',
  EnableCluster: () => false,
  EnableMetrics: 'MetricsSettings.Enable',
  EnableCompliance: (config) => offered.compliance && config.ComplianceSettings.Enable,
  ExperimentalSharedChannels: (config) =>
    offered.sharedChannels && config.ConnectedWorkspacesSettings.EnableSharedChannels,
  DisableRefetchingOnBrowserFocus: 'ExperimentalSettings.DisableRefetchingOnBrowserFocus',
  DisableWakeUpReconnectHandler: 'ExperimentalSettings.DisableWakeUpReconnectHandler',
  DelayChannelAutocomplete: 'ExperimentalSettings.DelayChannelAutocomplete',
  UsersStatusAndProfileFetchingPollIntervalMilliseconds:
    'ExperimentalSettings.UsersStatusAndProfileFetchingPollIntervalMilliseconds',
};

const messagesExpire = (config: Config) => offered.dataRetention && config.DataRetentionSettings.EnableMessageDeletion;
const filesExpire = (config: Config) => offered.dataRetention && config.DataRetentionSettings.EnableFileDeletion;

/** An age in hours is used where it is set, else the older setting in days. */
const retentionHours = (hours: number, days: number) => (hours > 0 ? hours : days * 24);

const retention: ClientKeys = {
  DataRetentionEnableMessageDeletion: messagesExpire,
  DataRetentionEnableFileDeletion: filesExpire,
  DataRetentionMessageRetentionHours: (config) => {
    const { MessageRetentionHours, MessageRetentionDays } = config.DataRetentionSettings;
    return messagesExpire(config) ? retentionHours(MessageRetentionHours, MessageRetentionDays) : 0;
  },
  DataRetentionFileRetentionHours: (config) => {
    const { FileRetentionHours, FileRetentionDays } = config.DataRetentionSettings;
    return filesExpire(config) ? retentionHours(FileRetentionHours, FileRetentionDays) : 0;
  },
};

const banner =
  (told: (settings: Config['AnnouncementSettings']) => string | boolean, otherwise: string | boolean) =>
  (config: Config) =>
    config.AnnouncementSettings.EnableBanner ? told(config.AnnouncementSettings) : otherwise;

const appearance: ClientKeys = {
  EnableBanner: 'AnnouncementSettings.EnableBanner',
  BannerText: banner((settings) => settings.BannerText, ''),
  BannerColor: banner((settings) => settings.BannerColor, ''),
  BannerTextColor: banner((settings) => settings.BannerTextColor, ''),
  AllowBannerDismissal: banner((settings) => settings.AllowBannerDismissal, false),
  EnableThemeSelection: 'ThemeSettings.EnableThemeSelection',
  DefaultTheme: 'ThemeSettings.DefaultTheme',
  AllowCustomThemes: 'ThemeSettings.AllowCustomThemes',
  AllowedThemes: 'ThemeSettings.AllowedThemes',
};

const ldapSets = (attribute: (config: Config) => string) => (config: Config) =>
  offered.ldap && config.LdapSettings.Enable && attribute(config) !== '';

const samlSets = (attribute: (config: Config) => string) => (config: Config) =>
  offered.saml && config.SamlSettings.Enable && attribute(config) !== '';

const directories: ClientKeys = {
  LdapNicknameAttributeSet: ldapSets(({ LdapSettings }) => LdapSettings.NicknameAttribute),
  LdapFirstNameAttributeSet: ldapSets(({ LdapSettings }) => LdapSettings.FirstNameAttribute),
  LdapLastNameAttributeSet: ldapSets(({ LdapSettings }) => LdapSettings.LastNameAttribute),
  LdapPictureAttributeSet: ldapSets(({ LdapSettings }) => LdapSettings.PictureAttribute),
  LdapPositionAttributeSet: ldapSets(({ LdapSettings }) => LdapSettings.PositionAttribute),
  SamlFirstNameAttributeSet: samlSets(({ SamlSettings }) => SamlSettings.FirstNameAttribute),
  SamlLastNameAttributeSet: samlSets(({ SamlSettings }) => SamlSettings.LastNameAttribute),
  SamlNicknameAttributeSet: samlSets(({ SamlSettings }) => SamlSettings.NicknameAttribute),
  SamlPositionAttributeSet: samlSets(({ SamlSettings }) => SamlSettings.PositionAttribute),
};

export const forMembers: ClientKeys = {
  ...people,
  ...messages,
  ...integrations,
  ...server,
  ...retention,
  ...appearance,
  ...directories,
};
