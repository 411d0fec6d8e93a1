import { flag, group, list, text } from '../setting.ts';

// The official apps work with this server, so the links to them are the one place where their makers' pages are named.
export const nativeAppSettings = group({
  AppCustomURLSchemes: list(['mmauth://', 'mmauthbeta://'], 'Address schemes with which apps may return from sign-in.'),
  AppDownloadLink: text('https://mattermost.com/pl/download-apps', 'Where the desktop app is found.'),
  AndroidAppDownloadLink: text('https://mattermost.com/pl/android-app/', 'Where the Android app is found.'),
  IosAppDownloadLink: text('https://mattermost.com/pl/ios-app/', 'Where the iOS app is found.'),
  MobileExternalBrowser: flag(false, 'Mobile apps sign in through the phone’s browser.'),
  MobileEnableBiometrics: flag(false, 'Mobile apps ask for a fingerprint or face.'),
  MobilePreventScreenCapture: flag(false, 'Mobile apps forbid screenshots.'),
  MobileJailbreakProtection: flag(false, 'Mobile apps refuse to run on opened phones.'),
  MobileEnableSecureFilePreview: flag(false, 'Mobile apps show files without saving them.'),
  MobileAllowPdfLinkNavigation: flag(false, 'Links in such previews may be followed.'),
  EnableIntuneMAM: flag(false, 'Older form of IntuneSettings.Enable.'),
});
