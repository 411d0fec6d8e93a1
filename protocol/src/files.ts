import { route } from './route.ts';

/** A file that somebody uploaded. Times in ms, sizes in bytes. */
export interface FileInfo {
  id: string;
  user_id: string;
  /** Left out until a post has it. */
  post_id?: string;
  channel_id: string;
  create_at: number;
  update_at: number;
  delete_at: number;
  name: string;
  /** Lower case, without the dot. */
  extension: string;
  size: number;
  mime_type: string;
  /** In pixels; left out where it is no picture. */
  width?: number;
  height?: number;
  has_preview_image?: boolean;
  /** A tiny JPEG in base64, to be shown until the picture is there. */
  mini_preview: string | null;
  remote_id: string | null;
  archived: boolean;
}

export interface UploadedFiles {
  /** In the order in which they were sent. */
  file_infos: FileInfo[];
  /** As they were sent. */
  client_ids: string[];
}

/** The fields of the form, whose files are named `files`. With `client_ids`: one for each file. */
export interface UploadFields {
  channel_id: string;
  client_ids: string[];
}

/** A form, or the bytes of one file with `channel_id` and `filename` in the query. */
export const uploadFiles = route('POST', '/api/v4/files')
  .takesFormOrBytes<UploadFields>()
  .asks<'channel_id' | 'filename' | 'client_id'>()
  .returns<UploadedFiles>();

/** `download`: to be saved, whatever it is. */
type Shown = 'download';

export const getFile = route('GET', '/api/v4/files/:file_id').asks<Shown>().returns<Uint8Array>();
export const getFileThumbnail = route('GET', '/api/v4/files/:file_id/thumbnail').asks<Shown>().returns<Uint8Array>();
export const getFilePreview = route('GET', '/api/v4/files/:file_id/preview').asks<Shown>().returns<Uint8Array>();
export const getFileInfo = route('GET', '/api/v4/files/:file_id/info').returns<FileInfo>();
export const getFileLink = route('GET', '/api/v4/files/:file_id/link').returns<{ link: string }>();
/** What a public link leads to: `h` is its proof. */
export const getPublicFile = route('GET', '/files/:file_id/public').asks<'h' | Shown>().returns<Uint8Array>();
/**
 * Ours: the files of a channel's messages, newest first, at most `per_page`. `before` (ms) and `before_id`: of the last
 * one known, to go on behind it. `kind`: one of `fileKinds`; `name`: a part of it.
 */
export const getFilesOfChannel = route('GET', '/api/v4/innermost/channels/:channel_id/files')
  .asks<'before' | 'before_id' | 'per_page' | 'kind' | 'name'>()
  .returns<FileInfo[]>();
/** In the order in which the post shows them. */
export const getFileInfosOfPost = route('GET', '/api/v4/posts/:post_id/files/info')
  .asks<'include_deleted'>()
  .returns<FileInfo[]>();
