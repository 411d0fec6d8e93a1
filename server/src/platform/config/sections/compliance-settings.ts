import { flag, group, text, whole } from '../setting.ts';

export const complianceSettings = group({
  Enable: flag(false, 'Administrators may make compliance reports.'),
  Directory: text('./data/', 'Folder of the reports.'),
  EnableDaily: flag(false, 'Make a report every day.'),
  BatchSize: whole(30_000, 'Messages read at a time.'),
});
