import { host, mailAddress, port, timeOfDay } from '../forms.ts';
import { duration, flag, group, secret, text, whole } from '../setting.ts';

export const messageExportSettings = group({
  EnableExport: flag(false, 'Export messages for compliance every day.', { applies: 'clients' }),
  DownloadExportResults: flag(false, 'Administrators may download the exports.', { applies: 'now' }),
  ExportFormat: text('actiance', 'Format of the export: actiance, globalrelay or csv.'),
  DailyRunTime: text('01:00', 'Time of day at which the export begins, as HH:MM.', { form: timeOfDay }),
  ExportFromTimestamp: whole(0, 'Oldest message exported, in milliseconds since 1970.', {
    min: 0,
    max: 8_640_000_000_000_000,
    unit: 'milliseconds',
    or: -1,
  }),
  BatchSize: whole(10_000, 'Messages exported at a time.', { min: 1, max: 1_000_000, unit: 'messages' }),
  ChannelBatchSize: whole(100, 'Channels looked up at a time.', { min: 1, max: 1_000_000, unit: 'channels' }),
  ChannelHistoryBatchSize: whole(10, 'Histories of members looked up at a time.', {
    min: 1,
    max: 1_000_000,
    unit: 'histories',
  }),
  GlobalRelaySettings: group({
    CustomerType: text('A9', 'Kind of account at Global Relay.'),
    SMTPUsername: text('', 'Name at Global Relay.'),
    SMTPPassword: secret('Password at Global Relay.'),
    EmailAddress: text('', 'Address to which exports are mailed.', { form: mailAddress }),
    SMTPServerTimeout: duration(1800, 'Seconds the mail server may take.', { unit: 'seconds', max: 86_400 }),
    CustomSMTPServerName: text('', 'Host of a mail server of your own.', { form: host }),
    CustomSMTPPort: text('25', 'Port of that mail server.', { form: port }),
  }),
});
