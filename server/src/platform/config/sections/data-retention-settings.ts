import { timeOfDay } from '../forms.ts';
import { duration, flag, group, text, whole } from '../setting.ts';

export const dataRetentionSettings = group({
  EnableMessageDeletion: flag(false, 'Erase old messages.', { applies: 'clients' }),
  EnableFileDeletion: flag(false, 'Erase old files.', { applies: 'clients' }),
  MessageRetentionDays: duration(365, 'Older form of MessageRetentionHours, in days.', {
    unit: 'days',
    max: 36_500,
    applies: 'clients',
  }),
  MessageRetentionHours: duration(0, 'Age at which messages are erased, in hours; 0 uses the days.', {
    unit: 'hours',
    max: 876_000,
    or: 0,
    applies: 'clients',
  }),
  FileRetentionDays: duration(365, 'Older form of FileRetentionHours, in days.', {
    unit: 'days',
    max: 36_500,
    applies: 'clients',
  }),
  FileRetentionHours: duration(0, 'Age at which files are erased, in hours; 0 uses the days.', {
    unit: 'hours',
    max: 876_000,
    or: 0,
    applies: 'clients',
  }),
  DeletionJobStartTime: text('02:00', 'Time of day at which erasing begins, as HH:MM.', { form: timeOfDay }),
  BatchSize: whole(3000, 'Messages erased at a time.', { min: 1, max: 1_000_000, unit: 'messages' }),
  EnableBoardsDeletion: flag(false, 'Kept for compatibility; has no effect.'),
  BoardsRetentionDays: duration(365, 'Kept for compatibility; has no effect.', { unit: 'days', max: 36_500 }),
  TimeBetweenBatchesMilliseconds: duration(100, 'Pause between two such steps, in milliseconds.', {
    unit: 'milliseconds',
    min: 0,
    max: 3_600_000,
  }),
  RetentionIdsBatchSize: whole(100, 'Ids looked up at a time.', { min: 1, max: 1_000_000, unit: 'ids' }),
  PreservePinnedPosts: flag(false, 'Keep pinned messages.'),
});
