import { link, scheme } from '../forms.ts';
import { flag, group, list, text } from '../setting.ts';

// The official apps work with this server, so the links to them are the one place where their makers' pages are named.
export const nativeAppSettings = group({
  AppCustomURLSchemes: list(
    ['mmauth://', 'mmauthbeta://'],
    'Address schemes with which apps may return from sign-in.',
    { each: scheme, most: 50 },
  ),
  AppDownloadLink: text('https://mattermost.com/pl/download-apps', 'Where the desktop app is found.', {
    form: link,
    applies: 'clients',
  }),
  AndroidAppDownloadLink: text('https://mattermost.com/pl/android-app/', 'Where the Android app is found.', {
    form: link,
    applies: 'clients',
  }),
  IosAppDownloadLink: text('https://mattermost.com/pl/ios-app/', 'Where the iOS app is found.', {
    form: link,
    applies: 'clients',
  }),
  MobileExternalBrowser: flag(false, 'Mobile apps sign in through the phone’s browser.', { applies: 'clients' }),
  MobileEnableBiometrics: flag(false, 'Mobile apps ask for a fingerprint or face.', { applies: 'clients' }),
  MobilePreventScreenCapture: flag(false, 'Mobile apps forbid screenshots.', { applies: 'clients' }),
  MobileJailbreakProtection: flag(false, 'Mobile apps refuse to run on opened phones.', { applies: 'clients' }),
  MobileEnableSecureFilePreview: flag(false, 'Mobile apps show files without saving them.', { applies: 'clients' }),
  MobileAllowPdfLinkNavigation: flag(false, 'Links in such previews may be followed.', { applies: 'clients' }),
  EnableIntuneMAM: flag(false, 'Older form of IntuneSettings.Enable.'),
});
