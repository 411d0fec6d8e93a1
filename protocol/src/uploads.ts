import type { FileInfo } from './files.ts';
import { route } from './route.ts';

/** A file that is sent in pieces, over hours or from another connection. Times in ms, sizes in bytes. */
export interface UploadSession {
  id: string;
  type: UploadType;
  create_at: number;
  user_id: string;
  channel_id: string;
  filename: string;
  file_size: number;
  /** What has arrived: the next piece begins there. */
  file_offset: number;
  remote_id: string;
  req_file_id: string;
}

/** For a message, or an archive that an administrator imports. */
export type UploadType = 'attachment' | 'import';

export interface NewUpload {
  type?: string;
  channel_id?: string;
  filename: string;
  file_size: number;
}

export const createUpload = route('POST', '/api/v4/uploads').takes<NewUpload>().returns<UploadSession>();
export const getUpload = route('GET', '/api/v4/uploads/:upload_id').returns<UploadSession>();
/** The next piece: bytes, or a form with one file. Answers the file once all of it is there, and before that nothing. */
export const sendUpload = route('POST', '/api/v4/uploads/:upload_id')
  .takesFormOrBytes<Record<never, never>>()
  .returns<FileInfo | undefined>();
export const getUploadsOfUser = route('GET', '/api/v4/users/:user_id/uploads').returns<UploadSession[]>();
