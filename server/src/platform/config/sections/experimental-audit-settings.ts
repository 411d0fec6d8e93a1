import { flag, group, json, text } from '../setting.ts';

export const experimentalAuditSettings = group({
  FileEnabled: flag(false, 'Write the audit trail to a file.'),
  FileName: text('', 'Path of the audit file.'),
  AdvancedLoggingJSON: json({}, 'Kept for compatibility; has no effect.'),
  Certificate: text('', 'Kept for compatibility; has no effect.'),
});
