import { file, flag, group, json } from '../setting.ts';

export const experimentalAuditSettings = group({
  FileEnabled: flag(false, 'Write the audit trail to a file.'),
  FileName: file('', 'Path of the audit file.'),
  AdvancedLoggingJSON: json({}, 'Kept for compatibility; has no effect.'),
  Certificate: file('', 'Kept for compatibility; has no effect.'),
});
