import { group, text, whole } from '../setting.ts';

export const importSettings = group({
  Directory: text('./import', 'Folder of uploaded imports, within the file store.'),
  RetentionDays: whole(30, 'Days after which uploaded imports are erased.'),
});

export const exportSettings = group({
  Directory: text('./export', 'Folder of exports, within the file store.'),
  RetentionDays: whole(30, 'Days after which exports are erased.'),
});
