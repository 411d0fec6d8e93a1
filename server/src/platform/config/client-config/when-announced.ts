// Keys that upstream gives only with a licence, and this server only when it announces what it offers.
import type { ClientKeys } from './client-key.ts';
import { offered } from './offered.ts';

/** For everyone. Keys about Microsoft Intune's servers and terms that are not set stay out, as upstream has it. */
export const announcedToEveryone: ClientKeys = {
  EnableCustomTermsOfService: (config) =>
    offered.customTermsOfService && config.SupportSettings.CustomTermsOfServiceEnabled,
  CustomTermsOfServiceReAcceptancePeriod: 'SupportSettings.CustomTermsOfServiceReAcceptancePeriod',
  EnableSignUpWithGitLab: (config) => offered.signInWithProviders && config.GitLabSettings.Enable,
  GitLabButtonText: 'GitLabSettings.ButtonText',
  GitLabButtonColor: 'GitLabSettings.ButtonColor',
  MobileEnableBiometrics: 'NativeAppSettings.MobileEnableBiometrics',
  MobilePreventScreenCapture: 'NativeAppSettings.MobilePreventScreenCapture',
  MobileJailbreakProtection: 'NativeAppSettings.MobileJailbreakProtection',
  IntuneMAMEnabled: () => false,
};

/** For signed-in callers. */
export const announcedToMembers: ClientKeys = {
  EnableNotificationMetrics: 'MetricsSettings.EnableNotificationMetrics',
  ExperimentalRemoteClusterService: (config) =>
    offered.sharedChannels && config.ConnectedWorkspacesSettings.EnableRemoteClusterService,
  PostAcknowledgements: () => offered.postAcknowledgements,
  ScheduledPosts: (config) => offered.scheduledPosts && config.ServiceSettings.ScheduledPosts,
  MobileEnableSecureFilePreview: 'NativeAppSettings.MobileEnableSecureFilePreview',
  MobileAllowPdfLinkNavigation: 'NativeAppSettings.MobileAllowPdfLinkNavigation',
  ContentFlaggingEnabled: (config) => offered.contentFlagging && config.ContentFlaggingSettings.EnableContentFlagging,
  EnableAutoTranslation: (config) => offered.automaticTranslation && config.AutoTranslationSettings.Enable,
  AutoTranslationLanguages: 'AutoTranslationSettings.TargetLanguages',
  RestrictDMAndGMAutotranslation: 'AutoTranslationSettings.RestrictDMAndGM',
};
