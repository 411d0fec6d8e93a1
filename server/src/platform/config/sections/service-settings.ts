import {
  domains,
  frameOrigins,
  headerName,
  headerNames,
  hostsAndNetworks,
  link,
  listenForm,
  oneLine,
  origins,
  siteAddress,
  socketAddress,
  timeOfDay,
  version,
} from '../forms.ts';
import { choice, duration, file, flag, group, list, secret, socket, text, whole } from '../setting.ts';

const address = {
  SiteURL: text('', 'Address people use, such as https://chat.example.org; empty accepts any.', {
    form: siteAddress,
    applies: 'now',
  }),
  WebsocketURL: text('', 'Address of the WebSocket where it differs from the site’s.', {
    form: socketAddress,
    applies: 'clients',
  }),
  LicenseFileLocation: file('', 'Kept for compatibility; there is no licence to load.'),
  ListenAddress: text(':8065', 'Address and port on which the server listens.', {
    form: listenForm,
    applies: 'restart',
  }),
  ConnectionSecurity: choice(
    '',
    ['TLS'],
    'Kept for compatibility: this server speaks plain HTTP, so HTTPS takes a proxy before it.',
    { applies: 'restart' },
  ),
  TLSCertFile: file('', 'Path of the certificate, when ConnectionSecurity is TLS.', { applies: 'restart' }),
  TLSKeyFile: file('', 'Path of the certificate’s key, when ConnectionSecurity is TLS.', { applies: 'restart' }),
  TLSMinVer: text('1.2', 'Lowest TLS version accepted.', { form: oneLine }),
  TLSStrictTransport: flag(false, 'Tell browsers to come back over HTTPS only.'),
  TLSStrictTransportMaxAge: duration(63_072_000, 'How long browsers keep to HTTPS, in seconds.', {
    unit: 'seconds',
    min: 0,
  }),
  TLSOverwriteCiphers: list([], 'Cipher suites to use in place of the usual ones.', { each: oneLine, most: 100 }),
  UseLetsEncrypt: flag(false, 'Fetch certificates from Let’s Encrypt.'),
  LetsEncryptCertificateCacheFile: file(
    './config/letsencrypt.cache',
    'Where certificates from Let’s Encrypt are kept.',
  ),
  Forward80To443: flag(false, 'Answer on port 80 with a redirect to HTTPS.'),
  TrustedProxyIPHeader: list(
    [],
    'Headers that carry the caller’s address, the first that is there counts; only from `InnermostSettings.TrustedProxies`. Empty: `X-Forwarded-For`, `Forwarded`, `X-Real-IP`. Name one where the proxy sets only that one and passes the others on as they came.',
    { each: headerName, most: 20, applies: 'now' },
  ),
  ReadTimeout: duration(300, 'Seconds a request may take to arrive.', { unit: 'seconds', max: 86_400, or: 0 }),
  WriteTimeout: duration(300, 'Seconds an answer may take to be sent.', { unit: 'seconds', max: 86_400, or: 0 }),
  IdleTimeout: duration(60, 'Seconds an idle connection is kept open.', { unit: 'seconds', max: 86_400, or: 0 }),
  WebsocketSecurePort: whole(443, 'Port clients use for secure WebSockets when WebsocketURL is empty.', {
    min: 1,
    max: 65_535,
    applies: 'clients',
  }),
  WebsocketPort: whole(80, 'Port clients use for plain WebSockets when WebsocketURL is empty.', {
    min: 1,
    max: 65_535,
    applies: 'clients',
  }),
  WebserverMode: choice('gzip', ['uncompressed', 'disabled'], 'How the web client’s files are served.'),
  MaximumPayloadSizeBytes: whole(300_000, 'Largest JSON body accepted, in bytes.', {
    min: 100_000,
    max: 50_000_000,
    unit: 'bytes',
    applies: 'restart',
  }),
  MaximumURLLength: whole(2048, 'Longest request address accepted, in characters.', {
    min: 1024,
    max: 16_000,
    unit: 'characters',
    applies: 'restart',
  }),
  FrameAncestors: text('', 'Origins that may show the web client in a frame, separated by spaces.', {
    form: frameOrigins,
    applies: 'now',
  }),
  ManagedResourcePaths: text('', 'Paths on the site’s address that other programs serve, separated by commas.', {
    form: oneLine,
    applies: 'clients',
  }),
  GoroutineHealthThreshold: whole(-1, 'Kept for compatibility; has no effect.', { min: 1, max: 1_000_000_000, or: -1 }),
};

const sessions = {
  MaximumLoginAttempts: whole(10, 'Failed sign-ins in a row after which an account is locked.', {
    min: 1,
    max: 1_000_000,
    unit: 'attempts',
    applies: 'now',
  }),
  EnableMultifactorAuthentication: flag(false, 'People may add a second factor to their sign-in.', { applies: 'now' }),
  EnforceMultifactorAuthentication: flag(
    false,
    'People without a second factor are refused. Has no effect while no administrator has one.',
    { applies: 'now' },
  ),
  ExtendSessionLengthWithActivity: flag(true, 'Sessions last as long as they are used.', { applies: 'now' }),
  TerminateSessionsOnPasswordChange: flag(true, 'A changed password ends the account’s other sessions.', {
    applies: 'now',
  }),
  SessionLengthWebInDays: duration(30, 'Older form of SessionLengthWebInHours, in days.', { unit: 'days' }),
  SessionLengthWebInHours: duration(720, 'How long a browser stays signed in, in hours.', {
    unit: 'hours',
    applies: 'now',
  }),
  SessionLengthMobileInDays: duration(30, 'Older form of SessionLengthMobileInHours, in days.', { unit: 'days' }),
  SessionLengthMobileInHours: duration(720, 'How long a mobile app stays signed in, in hours.', {
    unit: 'hours',
    applies: 'now',
  }),
  SessionLengthSSOInDays: duration(30, 'Older form of SessionLengthSSOInHours, in days.', { unit: 'days' }),
  SessionLengthSSOInHours: duration(720, 'How long a sign-in through another provider lasts, in hours.', {
    unit: 'hours',
    applies: 'now',
  }),
  SessionCacheInMinutes: duration(10, 'How long a session is remembered without asking the database, in minutes.', {
    unit: 'minutes',
    min: 0,
    max: 1440,
  }),
  SessionIdleTimeoutInMinutes: duration(
    43_200,
    'Unused sessions end after this many minutes, if they are not extended.',
    { unit: 'minutes', min: 5, or: 0, applies: 'now' },
  ),
  AllowCorsFrom: text('', 'Other origins whose pages may call the API, separated by spaces; * allows all.', {
    form: origins,
    applies: 'now',
  }),
  CorsExposedHeaders: text('', 'Reply headers that pages of those origins may read, separated by spaces.', {
    form: headerNames,
    applies: 'now',
  }),
  CorsAllowCredentials: flag(false, 'Pages of those origins may use the signed-in session.', { applies: 'now' }),
  CorsDebug: flag(false, 'Log how each cross-origin request was judged.'),
  AllowCookiesForSubdomains: flag(false, 'Session cookies also hold for subdomains of the site’s address.', {
    applies: 'now',
  }),
  ExperimentalEnableHardenedMode: flag(
    false,
    'Hide more from callers: details of errors, who a post from a hook is from.',
    { applies: 'now' },
  ),
  ExperimentalStrictCSRFEnforcement: flag(false, 'Demand the CSRF token of browsers in every case.', {
    applies: 'now',
  }),
  ExperimentalEnableAuthenticationTransfer: flag(true, 'People may change how they sign in.', { applies: 'clients' }),
};

const integrations = {
  EnableOAuthServiceProvider: flag(true, 'Other applications may let people sign in through this server.', {
    applies: 'now',
  }),
  EnableDynamicClientRegistration: flag(false, 'OAuth applications may register themselves.'),
  DCRRedirectURIAllowlist: list(
    [],
    'Redirect addresses open to applications that registered themselves; empty allows all.',
    { each: oneLine },
  ),
  EnableIncomingWebhooks: flag(true, 'Other programs may post through webhook addresses.', { applies: 'now' }),
  EnableOutgoingWebhooks: flag(true, 'Messages may be passed on to other programs.', { applies: 'now' }),
  EnableOutgoingOAuthConnections: flag(false, 'Outgoing hooks and commands may use OAuth connections.', {
    applies: 'clients',
  }),
  EnableCommands: flag(true, 'Teams may add slash commands of their own.', { applies: 'clients' }),
  OutgoingIntegrationRequestsTimeout: duration(30, 'Seconds an outgoing hook, command or action may take.', {
    unit: 'seconds',
    max: 600,
    applies: 'now',
  }),
  EnablePostUsernameOverride: flag(true, 'Webhooks and commands may post under another name.', { applies: 'now' }),
  EnablePostIconOverride: flag(true, 'Webhooks and commands may post with another picture.', { applies: 'now' }),
  EnableUserAccessTokens: flag(false, 'People with permission may make personal access tokens.', { applies: 'now' }),
  EnableBotAccountCreation: flag(false, 'People with permission may make bot accounts.', { applies: 'clients' }),
  DisableBotsWhenOwnerIsDeactivated: flag(true, 'Bots are switched off along with the account that owns them.'),
  EnableInsecureOutgoingConnections: flag(false, 'Accept bad certificates of servers we call.', { applies: 'now' }),
  AllowedUntrustedInternalConnections: text(
    '',
    'Private hosts and networks that hooks and previews may reach, separated by spaces. A host that is named may be anywhere, this machine included.',
    { form: hostsAndNetworks, applies: 'now' },
  ),
  EnableTesting: flag(false, 'Offer the commands that make test data.', { applies: 'clients' }),
  EnableDeveloper: flag(false, 'Show developers more detail in errors and clients.', { applies: 'now' }),
  DeveloperFlags: text('', 'Switches for developers, as name=value separated by commas.', { form: oneLine }),
  EnableClientPerformanceDebugging: flag(false, 'People may switch parts of the client off to find what is slow.', {
    applies: 'clients',
  }),
  EnableLocalMode: flag(false, 'Offer the API without sign-in on a Unix socket of this machine.', {
    applies: 'restart',
  }),
  // Wire: mmctl --local looks for its socket at this path unless told otherwise.
  LocalModeSocketLocation: socket(
    '/var/tmp/mattermost_local.socket',
    'Path of the socket that EnableLocalMode opens.',
    { applies: 'restart' },
  ),
  EnableAPITeamDeletion: flag(false, 'The API may erase teams for good.'),
  EnableAPIUserDeletion: flag(false, 'The API may erase accounts for good.', { applies: 'now' }),
  EnableAPIChannelDeletion: flag(false, 'The API may erase channels for good.', { applies: 'now' }),
  EnableAPIPostDeletion: flag(false, 'The API may erase messages for good.', { applies: 'now' }),
  EnableAPITriggerAdminNotifications: flag(false, 'Kept for compatibility; has no effect.'),
};

const messages = {
  EnableLinkPreviews: flag(true, 'Show a preview of pages that messages link to.', { applies: 'now' }),
  EnablePermalinkPreviews: flag(true, 'Show a preview of messages that messages link to.', { applies: 'now' }),
  RestrictLinkPreviews: text('', 'Domains never previewed, separated by commas.', { applies: 'now', form: domains }),
  EnableCustomEmoji: flag(true, 'People may add emoji.', { applies: 'now' }),
  EnableEmojiPicker: flag(true, 'Offer the emoji picker.', { applies: 'clients' }),
  EnableGifPicker: flag(true, 'Offer the GIF picker, once GiphySdkKey is set.', { applies: 'clients' }),
  GiphySdkKey: text('', 'Your key at GIPHY; clients ask GIPHY directly, so it is not a secret.', {
    form: oneLine,
    applies: 'clients',
  }),
  GoogleDeveloperKey: text('', 'Your Google key for titles of linked videos; clients use it directly.', {
    form: oneLine,
    applies: 'clients',
  }),
  PostEditTimeLimit: duration(-1, 'Seconds during which a message may be edited; -1 is for ever.', {
    unit: 'seconds',
    min: 0,
    or: -1,
    applies: 'now',
  }),
  MinimumHashtagLength: whole(3, 'Shortest hashtag, in characters.', {
    min: 2,
    max: 1000,
    unit: 'characters',
    applies: 'now',
  }),
  UniqueEmojiReactionLimitPerPost: whole(50, 'How many different emoji may be put on one message.', {
    min: 0,
    max: 500,
    unit: 'emoji',
    applies: 'now',
  }),
  TimeBetweenUserTypingUpdatesMilliseconds: duration(
    5000,
    'How often clients say that someone is typing, in milliseconds.',
    { unit: 'milliseconds', min: 1000, max: 600_000, applies: 'clients' },
  ),
  EnableUserTypingMessages: flag(true, 'Show who is typing.', { applies: 'clients' }),
  EnableChannelViewedMessages: flag(true, 'Tell a person’s other clients which channel was read.', { applies: 'now' }),
  EnableUserStatuses: flag(true, 'Keep and show who is online.', { applies: 'now' }),
  EnableCrossTeamSearch: flag(true, 'Search may look in all of a person’s teams at once.', { applies: 'clients' }),
  EnablePostSearch: flag(true, 'Messages can be searched.'),
  EnableFileSearch: flag(true, 'Files can be searched.'),
  EnableSVGs: flag(false, 'Show SVG images within messages.', { applies: 'clients' }),
  EnableLatex: flag(false, 'Show LaTeX in code blocks as formulas.', { applies: 'clients' }),
  EnableInlineLatex: flag(true, 'Show LaTeX within a line as formulas, where LaTeX is on.', { applies: 'clients' }),
  CollapsedThreads: choice(
    'always_on',
    ['default_on', 'default_off', 'disabled'],
    'Whether replies are shown in threads.',
    { applies: 'now' },
  ),
  ThreadAutoFollow: flag(true, 'People follow threads they take part in.', { applies: 'now' }),
  PostPriority: flag(true, 'Messages may be marked important or urgent.', { applies: 'now' }),
  AllowSyncedDrafts: flag(true, 'Drafts are kept on the server and follow a person between clients.', {
    applies: 'now',
  }),
  ScheduledPosts: flag(true, 'Messages may be written now and sent later.', { applies: 'clients' }),
  AllowPersistentNotifications: flag(true, 'Urgent messages may repeat their notification.', { applies: 'clients' }),
  AllowPersistentNotificationsForGuests: flag(false, 'Guests may send messages that repeat their notification.', {
    applies: 'clients',
  }),
  PersistentNotificationIntervalMinutes: duration(5, 'Minutes between repeated notifications.', {
    unit: 'minutes',
    min: 2,
    max: 10_080,
    applies: 'clients',
  }),
  PersistentNotificationMaxCount: whole(6, 'How often a notification is repeated at most.', {
    min: 1,
    max: 1000,
    unit: 'times',
    applies: 'clients',
  }),
  PersistentNotificationMaxRecipients: whole(5, 'How many people one repeating notification may reach.', {
    min: 1,
    max: 1000,
    unit: 'people',
    applies: 'clients',
  }),
  EnableBurnOnRead: flag(true, 'Messages may vanish after they were read.', { applies: 'clients' }),
  BurnOnReadDurationSeconds: duration(600, 'Seconds until a read message vanishes.', {
    unit: 'seconds',
    applies: 'clients',
  }),
  BurnOnReadMaximumTimeToLiveSeconds: duration(604_800, 'Seconds until an unread vanishing message goes, too.', {
    unit: 'seconds',
    applies: 'clients',
  }),
  BurnOnReadSchedulerFrequencySeconds: duration(600, 'Seconds between searches for messages to remove.', {
    unit: 'seconds',
    min: 5,
    max: 86_400,
  }),
  ExperimentalEnableDefaultChannelLeaveJoinMessages: flag(true, 'Say in default channels who joined or left.', {
    applies: 'now',
  }),
  ExperimentalGroupUnreadChannels: choice(
    'disabled',
    ['default_on', 'default_off'],
    'Group unread channels in the sidebar.',
    { applies: 'clients' },
  ),
  EnableCustomGroups: flag(true, 'People may make groups to mention.', { applies: 'clients' }),
};

const operation = {
  EnableTutorial: flag(true, 'Show newcomers around.', { applies: 'clients' }),
  EnableOnboardingFlow: flag(true, 'Offer newcomers a list of first steps.', { applies: 'clients' }),
  EnableDesktopLandingPage: flag(
    false,
    'Ask, when a link is opened in a browser, whether to go on in the desktop app.',
    { applies: 'clients' },
  ),
  MinimumDesktopAppVersion: text('', 'Oldest desktop app that may open the web client; empty allows all.', {
    form: version,
    applies: 'now',
  }),
  DeleteAccountLink: text('', 'Page on which people ask for the end of their account.', {
    form: link,
    applies: 'clients',
  }),
  EnableEmailInvitations: flag(true, 'People may be invited by e-mail.', { applies: 'clients' }),
  EnableSecurityFixAlert: flag(false, 'Kept for compatibility; nothing is ever sent to the makers.'),
  RefreshPostStatsRunTime: text('00:00', 'Time of day at which statistics are made anew, as HH:MM.', {
    form: timeOfDay,
  }),
  EnableWebHubChannelIteration: flag(false, 'Kept for compatibility; has no effect.'),
  ClusterLogTimeoutMilliseconds: duration(2000, 'How long to wait for the logs of other processes, in milliseconds.', {
    unit: 'milliseconds',
    max: 600_000,
  }),
  EnableAWSMetering: flag(false, 'Kept for compatibility; has no effect.'),
  AWSMeteringTimeoutSeconds: duration(30, 'Kept for compatibility; has no effect.', { unit: 'seconds', max: 86_400 }),
  SplitKey: secret('Kept for compatibility; has no effect.'),
  FeatureFlagSyncIntervalSeconds: duration(30, 'Kept for compatibility; has no effect.', {
    unit: 'seconds',
    max: 86_400,
  }),
  DebugSplit: flag(false, 'Kept for compatibility; has no effect.'),
};

export const serviceSettings = group({ ...address, ...sessions, ...integrations, ...messages, ...operation });
