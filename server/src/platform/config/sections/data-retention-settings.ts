import { flag, group, text, whole } from '../setting.ts';

export const dataRetentionSettings = group({
  EnableMessageDeletion: flag(false, 'Erase old messages.'),
  EnableFileDeletion: flag(false, 'Erase old files.'),
  MessageRetentionDays: whole(365, 'Older form of MessageRetentionHours, in days.'),
  MessageRetentionHours: whole(0, 'Age at which messages are erased, in hours; 0 uses the days.'),
  FileRetentionDays: whole(365, 'Older form of FileRetentionHours, in days.'),
  FileRetentionHours: whole(0, 'Age at which files are erased, in hours; 0 uses the days.'),
  DeletionJobStartTime: text('02:00', 'Time of day at which erasing begins, as HH:MM.'),
  BatchSize: whole(3000, 'Messages erased at a time.'),
  EnableBoardsDeletion: flag(false, 'Kept for compatibility; has no effect.'),
  BoardsRetentionDays: whole(365, 'Kept for compatibility; has no effect.'),
  TimeBetweenBatchesMilliseconds: whole(100, 'Pause between two such steps, in milliseconds.'),
  RetentionIdsBatchSize: whole(100, 'Ids looked up at a time.'),
  PreservePinnedPosts: flag(false, 'Keep pinned messages.'),
});
