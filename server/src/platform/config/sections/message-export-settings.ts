import { flag, group, secret, text, whole } from '../setting.ts';

export const messageExportSettings = group({
  EnableExport: flag(false, 'Export messages for compliance every day.'),
  DownloadExportResults: flag(false, 'Administrators may download the exports.'),
  ExportFormat: text('actiance', 'Format of the export: actiance, globalrelay or csv.'),
  DailyRunTime: text('01:00', 'Time of day at which the export begins, as HH:MM.'),
  ExportFromTimestamp: whole(0, 'Oldest message exported, in milliseconds since 1970.'),
  BatchSize: whole(10_000, 'Messages exported at a time.'),
  ChannelBatchSize: whole(100, 'Channels looked up at a time.'),
  ChannelHistoryBatchSize: whole(10, 'Histories of members looked up at a time.'),
  GlobalRelaySettings: group({
    CustomerType: text('A9', 'Kind of account at Global Relay.'),
    SMTPUsername: text('', 'Name at Global Relay.'),
    SMTPPassword: secret('Password at Global Relay.'),
    EmailAddress: text('', 'Address to which exports are mailed.'),
    SMTPServerTimeout: whole(1800, 'Seconds the mail server may take.'),
    CustomSMTPServerName: text('', 'Host of a mail server of your own.'),
    CustomSMTPPort: text('25', 'Port of that mail server.'),
  }),
});
