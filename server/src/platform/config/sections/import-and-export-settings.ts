import { duration, folder, group } from '../setting.ts';

export const importSettings = group({
  Directory: folder('./import', 'Folder of uploaded imports, within the file store.'),
  RetentionDays: duration(30, 'Days after which uploaded imports are erased.', { unit: 'days', or: 0 }),
});

export const exportSettings = group({
  Directory: folder('./export', 'Folder of exports, within the file store.'),
  RetentionDays: duration(30, 'Days after which exports are erased.', { unit: 'days', or: 0 }),
});
