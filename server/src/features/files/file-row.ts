/** A file as a statement gives it, and as the wire shows it. */
import type { FileInfo } from '@innermost/protocol/files.ts';
import type { Statements } from './queries.gen.ts';

export type FileRow = Statements['selectFilesOfPost']['row'];

/** One that no post has yet. */
export type NewFile = Omit<FileRow, 'post_id' | 'update_at' | 'delete_at' | 'remote_id' | 'archived'>;

/** Wire: sizes of what is no picture, and the post of a file that has none yet, are left out. */
export function infoOf(row: FileRow): FileInfo {
  return {
    id: row.id,
    user_id: row.user_id,
    ...(row.post_id !== '' && { post_id: row.post_id }),
    channel_id: row.channel_id,
    create_at: row.create_at,
    update_at: row.update_at,
    delete_at: row.delete_at,
    name: row.name,
    extension: row.extension,
    size: row.size,
    mime_type: row.mime_type,
    ...(row.width > 0 && { width: row.width }),
    ...(row.height > 0 && { height: row.height }),
    ...(row.has_preview_image && { has_preview_image: true }),
    mini_preview: row.mini_preview === '' ? null : row.mini_preview,
    remote_id: row.remote_id,
    archived: row.archived,
  };
}

export const infoOfNew = (file: NewFile): FileInfo =>
  infoOf({ ...file, post_id: '', update_at: file.create_at, delete_at: 0, remote_id: '', archived: false });
