/** What the configuration that clients fetch before anybody signed in may hold, and what it holds beyond that. */

/** Every key that sign-in pages of official clients are told, with and without announced features. */
const forStrangers: ReadonlySet<string> = new Set(
  `
  Version BuildNumber BuildDate BuildHash BuildHashEnterprise BuildEnterpriseReady ServiceEnvironment
  IsFipsEnabled EnableBotAccountCreation EnableDesktopLandingPage EnableFile FileLevel SiteURL SiteName
  WebsocketURL WebsocketPort WebsocketSecurePort EnableUserCreation EnableOpenServer
  EnableJoinLeaveMessageByDefault AndroidLatestVersion AndroidMinVersion IosLatestVersion IosMinVersion
  EnableDiagnostics EnableClientMetrics EnableComplianceExport EnableSignUpWithEmail EnableSignInWithEmail
  EnableSignInWithUsername EmailLoginButtonColor EmailLoginButtonBorderColor EmailLoginButtonTextColor
  TermsOfServiceLink PrivacyPolicyLink AboutLink HelpLink ReportAProblemType ReportAProblemLink ReportAProblemMail
  AllowDownloadLogs ForgotPasswordLink SupportEmail EnableAskCommunityLink DefaultClientLocale EnableCustomEmoji
  EnableUserStatuses AppDownloadLink AndroidAppDownloadLink IosAppDownloadLink MobileExternalBrowser DiagnosticId
  TelemetryId DiagnosticsEnabled HasImageProxy PluginsEnabled AppsPluginEnabled PasswordMinimumLength
  PasswordRequireLowercase PasswordRequireUppercase PasswordRequireNumber PasswordRequireSymbol
  PasswordEnableForgotLink EnableCustomBrand CustomBrandText CustomDescriptionText EnableLdap LdapLoginFieldName
  LdapLoginButtonColor LdapLoginButtonBorderColor LdapLoginButtonTextColor EnableSaml SamlLoginButtonText
  SamlLoginButtonColor SamlLoginButtonBorderColor SamlLoginButtonTextColor EnableSignUpWithGoogle
  EnableSignUpWithOffice365 EnableSignUpWithOpenId OpenIdButtonText OpenIdButtonColor CWSURL
  EnableMultifactorAuthentication EnforceMultifactorAuthentication EnableGuestAccounts HideGuestTags
  GuestAccountsEnforceMultifactorAuthentication EnableGuestMagicLink EnableCustomTermsOfService
  CustomTermsOfServiceReAcceptancePeriod EnableSignUpWithGitLab GitLabButtonColor GitLabButtonText
  MobileEnableBiometrics MobilePreventScreenCapture MobileJailbreakProtection IntuneMAMEnabled IntuneScope
  IntuneAuthService NoAccounts AsymmetricSigningPublicKey CustomTermsOfServiceId
`
    .trim()
    .split(/\s+/),
);

/** Switches of clients, of which each release has others. Wire: one bears such a name, but is for members. */
const isFlag = (key: string): boolean =>
  key.startsWith('FeatureFlag') && key !== 'FeatureFlagExperimentalCrossTeamSearch';

const secrets: readonly (readonly [RegExp, string])[] = [
  [/^[a-z][a-z0-9+.-]*:\/\/[^/\s@]*:[^/\s@]+@/i, 'an address with a password'],
  [/PRIVATE KEY-----/, 'a private key'],
  [/^\$2[aby]\$|^\$pbkdf2\$|\$argon2/, 'a hashed password'],
];

/** Half sentences; empty when a stranger is told no more than clients need. */
export function strangerConfigFaults(config: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(config).flatMap(([key, value]) => {
    if (!forStrangers.has(key) && !isFlag(key)) return [`${key} is only for people who signed in`];
    // Wire: all of it is text.
    if (typeof value !== 'string') return [`${key} is no text`];
    return secrets.filter(([pattern]) => pattern.test(value)).map(([, what]) => `${key} shows ${what}`);
  });
}
