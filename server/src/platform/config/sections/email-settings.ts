import { displayName, host, mailAddress, oneLine, port } from '../forms.ts';
import { address, choice, colour, duration, flag, group, secret, text, whole } from '../setting.ts';

export const emailSettings = group({
  EnableSignUpWithEmail: flag(true, 'Accounts may be made with an e-mail address and a password.', { applies: 'now' }),
  EnableSignInWithEmail: flag(true, 'People may sign in with their e-mail address.', { applies: 'now' }),
  EnableSignInWithUsername: flag(true, 'People may sign in with their username.', { applies: 'now' }),
  SendEmailNotifications: flag(true, 'Mail people what they missed, once a mail server is set.', {
    applies: 'clients',
  }),
  UseChannelInEmailNotifications: flag(false, 'Name the channel in the subject of notifications.'),
  RequireEmailVerification: flag(false, 'An e-mail address must be confirmed before the first sign-in.', {
    applies: 'now',
  }),
  FeedbackName: text('', 'Name from which mails come.', { form: displayName }),
  FeedbackEmail: text('', 'Address from which mails come.', { form: mailAddress }),
  ReplyToAddress: text('', 'Address that answers to mails go to.', { form: mailAddress }),
  FeedbackOrganization: text('', 'Your name and address at the foot of mails.', { form: oneLine }),
  EnableSMTPAuth: flag(false, 'Sign in to the mail server.'),
  SMTPUsername: text('', 'Name for the mail server.', { form: oneLine }),
  SMTPPassword: secret('Password for the mail server.'),
  SMTPServer: text('', 'Host of the mail server; empty sends nothing.', { form: host }),
  SMTPPort: text('', 'Port of the mail server.', { form: port }),
  SMTPServerTimeout: duration(10, 'Seconds the mail server may take.', { unit: 'seconds', max: 3600 }),
  ConnectionSecurity: choice('', ['TLS', 'STARTTLS', 'PLAIN'], 'How the connection to the mail server is secured.'),
  SkipServerCertificateVerification: flag(false, 'Accept a bad certificate of the mail server.'),
  SendPushNotifications: flag(true, 'Send notifications to mobile apps, once PushNotificationServer is set.', {
    applies: 'clients',
  }),
  PushNotificationServer: address(
    '',
    'Address of the proxy that passes notifications to mobile apps; empty sends none.',
  ),
  PushNotificationServerType: choice('off', ['mhpns', 'mtpns', 'custom'], 'Which kind of proxy the console shows.'),
  PushNotificationServerLocation: choice(
    'global',
    ['us', 'de', 'jp'],
    'Which region of a hosted proxy the console shows.',
  ),
  PushNotificationContents: choice(
    'full',
    ['generic', 'generic_no_channel', 'id_loaded'],
    'How much of a message a push notification holds.',
  ),
  PushNotificationBuffer: whole(1000, 'Notifications that may wait to be sent.', {
    min: 1,
    max: 1_000_000,
    unit: 'notifications',
  }),
  EnableEmailBatching: flag(false, 'Gather several notifications in one mail.', { applies: 'clients' }),
  EmailBatchingBufferSize: whole(256, 'Notifications gathered at most.', {
    min: 1,
    max: 1_000_000,
    unit: 'notifications',
  }),
  EmailBatchingInterval: duration(30, 'Seconds between gathered mails.', { unit: 'seconds', min: 30, max: 86_400 }),
  EnablePreviewModeBanner: flag(true, 'Tell people when no mail can be sent.', { applies: 'clients' }),
  EmailNotificationContentsType: choice(
    'full',
    ['generic'],
    'Whether mails hold the message or only say that there is one.',
    { applies: 'clients' },
  ),
  LoginButtonColor: colour('#0000', 'Colour of the button for sign-in by e-mail.', { applies: 'clients' }),
  LoginButtonBorderColor: colour('#2389D7', 'Border of the button for sign-in by e-mail.', { applies: 'clients' }),
  LoginButtonTextColor: colour('#2389D7', 'Text colour of the button for sign-in by e-mail.', { applies: 'clients' }),
});
