/** Ours: what an operator asks and does about the files of a server. Times in ms, sizes in bytes. */
import type { StatusOk } from './route.ts';
import { route } from './route.ts';

export interface ListedFile {
  id: string;
  name: string;
  size: number;
  mime_type: string;
  create_at: number;
  /** 0 unless its message was deleted, or it was taken out of it. */
  delete_at: number;
  /** '' until a message has it. */
  post_id: string;
  channel_id: string;
  user_id: string;
  /** '' where there is no such person any more. */
  username: string;
}

/** Newest first. `name`: a part of it. */
export const listStoredFiles = route('GET', '/api/v4/innermost/files')
  .asks<'page' | 'per_page' | 'user_id' | 'channel_id' | 'name'>()
  .returns<ListedFile[]>();

export interface UsageOf {
  id: string;
  /** Username or display name; '' where there is none any more. */
  name: string;
  files: number;
  bytes: number;
}

export interface FileUsage {
  files: number;
  bytes: number;
  /** By those who take most. */
  largest: UsageOf[];
}

/** What files that were not deleted take, by `person` or by `channel`. */
export const getFileUsage = route('GET', '/api/v4/innermost/files/usage')
  .asks<'by' | 'per_page'>()
  .returns<FileUsage>();

export interface FileCheck {
  /** Rows that lead to a content, and contents that were looked at. */
  rows: number;
  contents: number;
  /** Files whose content is missing: how many, and the first of them. */
  missing_count: number;
  missing: { id: string; path: string }[];
  /** Contents in the folders of messages to which no row leads: how many, how large, and the first of them. */
  unknown_count: number;
  unknown_bytes: number;
  unknown: { path: string; size: number }[];
}

/** Compares rows and store; goes through both, so it takes long where there is much. */
export const checkFiles = route('GET', '/api/v4/innermost/files/check').returns<FileCheck>();

export interface PurgeFiles {
  /** Files from before that time. */
  before: number;
  /** Says only what would go. */
  dry_run: boolean;
}

export interface Purged {
  files: number;
  bytes: number;
}

/** Files go for good, with their contents; the messages stay. */
export const purgeFiles = route('POST', '/api/v4/innermost/files/purge').takes<PurgeFiles>().returns<Purged>();

export interface MoveFiles {
  /** Where to: `local` or `amazons3`. What is there already is left alone. */
  to: string;
  /** Removes from the other store what has arrived; not while the server keeps files there. */
  remove: boolean;
}

/** Queues the job `move-files`, whose progress the queue shows. */
export const moveFiles = route('POST', '/api/v4/innermost/files/move').takes<MoveFiles>().returns<StatusOk>();
