// Every section of the configuration. The names are upstream's; `InnermostSettings` is ours.
import { accessControlSettings } from './sections/access-control-settings.ts';
import { analyticsSettings } from './sections/analytics-settings.ts';
import { announcementSettings } from './sections/announcement-settings.ts';
import { autoTranslationSettings } from './sections/auto-translation-settings.ts';
import { cacheSettings } from './sections/cache-settings.ts';
import { clientRequirements } from './sections/client-requirements.ts';
import { cloudSettings } from './sections/cloud-settings.ts';
import { clusterSettings } from './sections/cluster-settings.ts';
import { complianceSettings } from './sections/compliance-settings.ts';
import { connectedWorkspacesSettings } from './sections/connected-workspaces-settings.ts';
import { contentFlaggingSettings } from './sections/content-flagging-settings.ts';
import { dataRetentionSettings } from './sections/data-retention-settings.ts';
import { displaySettings } from './sections/display-settings.ts';
import { elasticsearchSettings } from './sections/elasticsearch-settings.ts';
import { emailSettings } from './sections/email-settings.ts';
import { experimentalAuditSettings } from './sections/experimental-audit-settings.ts';
import { experimentalSettings } from './sections/experimental-settings.ts';
import { featureFlags } from './sections/feature-flags.ts';
import { fileSettings } from './sections/file-settings.ts';
import { guestAccountsSettings } from './sections/guest-accounts-settings.ts';
import { imageProxySettings } from './sections/image-proxy-settings.ts';
import { exportSettings, importSettings } from './sections/import-and-export-settings.ts';
import { innermostSettings } from './sections/innermost-settings.ts';
import { intuneSettings } from './sections/intune-settings.ts';
import { jobSettings } from './sections/job-settings.ts';
import { ldapSettings } from './sections/ldap-settings.ts';
import { localizationSettings } from './sections/localization-settings.ts';
import { logSettings } from './sections/log-settings.ts';
import { messageExportSettings } from './sections/message-export-settings.ts';
import { metricsSettings } from './sections/metrics-settings.ts';
import { nativeAppSettings } from './sections/native-app-settings.ts';
import { passwordSettings } from './sections/password-settings.ts';
import { pluginSettings } from './sections/plugin-settings.ts';
import { privacySettings } from './sections/privacy-settings.ts';
import { rateLimitSettings } from './sections/rate-limit-settings.ts';
import { samlSettings } from './sections/saml-settings.ts';
import { serviceSettings } from './sections/service-settings.ts';
import { gitLabSettings, googleSettings, office365Settings, openIdSettings } from './sections/sign-in-providers.ts';
import { sqlSettings } from './sections/sql-settings.ts';
import { supportSettings } from './sections/support-settings.ts';
import { teamSettings } from './sections/team-settings.ts';
import { themeSettings } from './sections/theme-settings.ts';
import { wranglerSettings } from './sections/wrangler-settings.ts';
import { group } from './setting.ts';

export const sections = group({
  ServiceSettings: serviceSettings,
  TeamSettings: teamSettings,
  ClientRequirements: clientRequirements,
  SqlSettings: sqlSettings,
  LogSettings: logSettings,
  ExperimentalAuditSettings: experimentalAuditSettings,
  PasswordSettings: passwordSettings,
  FileSettings: fileSettings,
  EmailSettings: emailSettings,
  RateLimitSettings: rateLimitSettings,
  PrivacySettings: privacySettings,
  SupportSettings: supportSettings,
  AnnouncementSettings: announcementSettings,
  ThemeSettings: themeSettings,
  GitLabSettings: gitLabSettings,
  GoogleSettings: googleSettings,
  Office365Settings: office365Settings,
  OpenIdSettings: openIdSettings,
  LdapSettings: ldapSettings,
  ComplianceSettings: complianceSettings,
  LocalizationSettings: localizationSettings,
  SamlSettings: samlSettings,
  NativeAppSettings: nativeAppSettings,
  IntuneSettings: intuneSettings,
  ClusterSettings: clusterSettings,
  MetricsSettings: metricsSettings,
  ExperimentalSettings: experimentalSettings,
  AnalyticsSettings: analyticsSettings,
  CacheSettings: cacheSettings,
  ElasticsearchSettings: elasticsearchSettings,
  DataRetentionSettings: dataRetentionSettings,
  MessageExportSettings: messageExportSettings,
  JobSettings: jobSettings,
  PluginSettings: pluginSettings,
  DisplaySettings: displaySettings,
  GuestAccountsSettings: guestAccountsSettings,
  ImageProxySettings: imageProxySettings,
  CloudSettings: cloudSettings,
  FeatureFlags: featureFlags,
  ImportSettings: importSettings,
  ExportSettings: exportSettings,
  WranglerSettings: wranglerSettings,
  ConnectedWorkspacesSettings: connectedWorkspacesSettings,
  AccessControlSettings: accessControlSettings,
  ContentFlaggingSettings: contentFlaggingSettings,
  AutoTranslationSettings: autoTranslationSettings,
  InnermostSettings: innermostSettings,
});
