import { flag, folder, group, whole } from '../setting.ts';

export const complianceSettings = group({
  Enable: flag(false, 'Administrators may make compliance reports.', { applies: 'clients' }),
  Directory: folder('./data/', 'Folder of the reports.'),
  EnableDaily: flag(false, 'Make a report every day.'),
  BatchSize: whole(30_000, 'Messages read at a time.', { min: 1, max: 1_000_000, unit: 'messages' }),
});
