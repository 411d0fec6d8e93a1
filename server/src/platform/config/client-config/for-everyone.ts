// Keys of `GET /api/v4/config/client` that a caller without a session hears, in the order of the reference.
import { wireVersion } from '@innermost/protocol/limits.ts';
import type { Config } from '../config.ts';
import type { ClientKeys } from './client-key.ts';
import { offered } from './offered.ts';

const anyProvider = (on: boolean) => offered.signInWithProviders && on;
const ldap = (told: (settings: Config['LdapSettings']) => string) => (config: Config) =>
  offered.ldap && config.LdapSettings.Enable ? told(config.LdapSettings) : '';
const saml = (told: (settings: Config['SamlSettings']) => string) => (config: Config) =>
  offered.saml && config.SamlSettings.Enable ? told(config.SamlSettings) : '';

const server: ClientKeys = {
  Version: () => wireVersion,
  BuildNumber: (_, facts) => facts.buildNumber,
  BuildDate: (_, facts) => facts.buildDate,
  BuildHash: (_, facts) => facts.buildHash,
  BuildHashEnterprise: () => 'none',
  BuildEnterpriseReady: () => false,
  ServiceEnvironment: () => 'production',
  IsFipsEnabled: () => false,
  DiagnosticId: (_, facts) => facts.diagnosticId,
  TelemetryId: (_, facts) => facts.diagnosticId,
  NoAccounts: (_, facts) => facts.noAccounts,
  AsymmetricSigningPublicKey: (_, facts) => facts.signingPublicKey,
  SiteURL: 'ServiceSettings.SiteURL',
  SiteName: 'TeamSettings.SiteName',
  WebsocketURL: 'ServiceSettings.WebsocketURL',
  WebsocketPort: 'ServiceSettings.WebsocketPort',
  WebsocketSecurePort: 'ServiceSettings.WebsocketSecurePort',
  AndroidLatestVersion: 'ClientRequirements.AndroidLatestVersion',
  AndroidMinVersion: 'ClientRequirements.AndroidMinVersion',
  IosLatestVersion: 'ClientRequirements.IosLatestVersion',
  IosMinVersion: 'ClientRequirements.IosMinVersion',
  EnableFile: 'LogSettings.EnableFile',
  FileLevel: 'LogSettings.FileLevel',
  EnableDiagnostics: 'LogSettings.EnableDiagnostics',
  DiagnosticsEnabled: 'LogSettings.EnableDiagnostics',
  EnableClientMetrics: 'MetricsSettings.EnableClientMetrics',
  EnableComplianceExport: (config) => offered.messageExport && config.MessageExportSettings.EnableExport,
  EnableBotAccountCreation: 'ServiceSettings.EnableBotAccountCreation',
  EnableDesktopLandingPage: 'ServiceSettings.EnableDesktopLandingPage',
  EnableJoinLeaveMessageByDefault: 'TeamSettings.EnableJoinLeaveMessageByDefault',
  EnableCustomEmoji: 'ServiceSettings.EnableCustomEmoji',
  EnableUserStatuses: 'ServiceSettings.EnableUserStatuses',
  DefaultClientLocale: 'LocalizationSettings.DefaultClientLocale',
  // A Camo proxy is not asked here, so clients would look for pictures in vain.
  HasImageProxy: ({ ImageProxySettings }) => ImageProxySettings.Enable && ImageProxySettings.ImageProxyType === 'local',
  PluginsEnabled: () => false,
  AppsPluginEnabled: () => false,
  // Wire: the web app reads this key only for the vendor's billing pages.
  CWSURL: () => '',
};

const signIn: ClientKeys = {
  EnableUserCreation: 'TeamSettings.EnableUserCreation',
  EnableOpenServer: 'TeamSettings.EnableOpenServer',
  EnableSignUpWithEmail: 'EmailSettings.EnableSignUpWithEmail',
  EnableSignInWithEmail: 'EmailSettings.EnableSignInWithEmail',
  EnableSignInWithUsername: 'EmailSettings.EnableSignInWithUsername',
  EmailLoginButtonColor: 'EmailSettings.LoginButtonColor',
  EmailLoginButtonBorderColor: 'EmailSettings.LoginButtonBorderColor',
  EmailLoginButtonTextColor: 'EmailSettings.LoginButtonTextColor',
  EnableLdap: (config) => offered.ldap && config.LdapSettings.Enable,
  LdapLoginFieldName: ldap((settings) => settings.LoginFieldName),
  LdapLoginButtonColor: ldap((settings) => settings.LoginButtonColor),
  LdapLoginButtonBorderColor: ldap((settings) => settings.LoginButtonBorderColor),
  LdapLoginButtonTextColor: ldap((settings) => settings.LoginButtonTextColor),
  EnableSaml: (config) => offered.saml && config.SamlSettings.Enable,
  SamlLoginButtonText: saml((settings) => settings.LoginButtonText),
  SamlLoginButtonColor: saml((settings) => settings.LoginButtonColor),
  SamlLoginButtonBorderColor: saml((settings) => settings.LoginButtonBorderColor),
  SamlLoginButtonTextColor: saml((settings) => settings.LoginButtonTextColor),
  EnableSignUpWithGoogle: (config) => anyProvider(config.GoogleSettings.Enable),
  EnableSignUpWithOffice365: (config) => anyProvider(config.Office365Settings.Enable),
  EnableSignUpWithOpenId: (config) => anyProvider(config.OpenIdSettings.Enable),
  OpenIdButtonText: ({ OpenIdSettings }) => (anyProvider(OpenIdSettings.Enable) ? OpenIdSettings.ButtonText : ''),
  OpenIdButtonColor: ({ OpenIdSettings }) => (anyProvider(OpenIdSettings.Enable) ? OpenIdSettings.ButtonColor : ''),
  PasswordMinimumLength: 'PasswordSettings.MinimumLength',
  PasswordRequireLowercase: 'PasswordSettings.Lowercase',
  PasswordRequireUppercase: 'PasswordSettings.Uppercase',
  PasswordRequireNumber: 'PasswordSettings.Number',
  PasswordRequireSymbol: 'PasswordSettings.Symbol',
  PasswordEnableForgotLink: 'PasswordSettings.EnableForgotLink',
  EnableMultifactorAuthentication: 'ServiceSettings.EnableMultifactorAuthentication',
  EnforceMultifactorAuthentication: 'ServiceSettings.EnforceMultifactorAuthentication',
  EnableGuestAccounts: 'GuestAccountsSettings.Enable',
  HideGuestTags: 'GuestAccountsSettings.HideTags',
  GuestAccountsEnforceMultifactorAuthentication: 'GuestAccountsSettings.EnforceMultifactorAuthentication',
  EnableGuestMagicLink: 'GuestAccountsSettings.EnableGuestMagicLink',
  EnableCustomBrand: 'TeamSettings.EnableCustomBrand',
  CustomBrandText: 'TeamSettings.CustomBrandText',
  CustomDescriptionText: 'TeamSettings.CustomDescriptionText',
};

const links: ClientKeys = {
  TermsOfServiceLink: 'SupportSettings.TermsOfServiceLink',
  PrivacyPolicyLink: 'SupportSettings.PrivacyPolicyLink',
  AboutLink: 'SupportSettings.AboutLink',
  HelpLink: 'SupportSettings.HelpLink',
  ReportAProblemType: 'SupportSettings.ReportAProblemType',
  ReportAProblemLink: 'SupportSettings.ReportAProblemLink',
  ReportAProblemMail: 'SupportSettings.ReportAProblemMail',
  AllowDownloadLogs: 'SupportSettings.AllowDownloadLogs',
  ForgotPasswordLink: 'SupportSettings.ForgotPasswordLink',
  SupportEmail: 'SupportSettings.SupportEmail',
  EnableAskCommunityLink: 'SupportSettings.EnableAskCommunityLink',
  AppDownloadLink: 'NativeAppSettings.AppDownloadLink',
  AndroidAppDownloadLink: 'NativeAppSettings.AndroidAppDownloadLink',
  IosAppDownloadLink: 'NativeAppSettings.IosAppDownloadLink',
  MobileExternalBrowser: 'NativeAppSettings.MobileExternalBrowser',
};

export const forEveryone: ClientKeys = { ...server, ...signIn, ...links };

// Wire: upstream leaves these keys out without a licence; here they appear once the provider is switched on.
export const gitLabSignIn: ClientKeys = {
  EnableSignUpWithGitLab: ({ GitLabSettings }) => anyProvider(GitLabSettings.Enable) || undefined,
  GitLabButtonText: ({ GitLabSettings }) =>
    anyProvider(GitLabSettings.Enable) ? GitLabSettings.ButtonText : undefined,
  GitLabButtonColor: ({ GitLabSettings }) =>
    anyProvider(GitLabSettings.Enable) ? GitLabSettings.ButtonColor : undefined,
};
