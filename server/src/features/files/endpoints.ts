import {
  getFile,
  getFileInfo,
  getFileInfosOfPost,
  getFilesOfChannel,
  getFileLink,
  getFilePreview,
  getFileThumbnail,
  getPublicFile,
  uploadFiles,
} from '@innermost/protocol/files.ts';
import { limits } from '@innermost/protocol/limits.ts';
import { z } from 'zod';
import { anyone } from '../../access/can.ts';
import { readsChannel } from '../../access/scopes/channel.ts';
import { readsPost } from '../../access/scopes/post.ts';
import { endpoint } from '../../endpoint/endpoint.ts';
import { formOrBytes, many } from '../../endpoint/reads.ts';
import type { Config } from '../../platform/config/config.ts';
import { AppError } from '../../platform/http/errors.ts';
import { object } from '../../platform/http/fields.ts';
import { mayUpload, readsFile } from './access.ts';
import { filesOfChannel } from './of-channel.ts';
import { infoOfFile, infosOfPost } from './infos.ts';
import { linkToFile, sendPublicFile } from './public-links.ts';
import { resumableEndpoints } from './resumable/endpoints.ts';
import { sendFile, sendPreview, sendThumbnail } from './send.ts';
import { upkeepEndpoints } from './upkeep/endpoints.ts';
import { uploadFilesOfCaller } from './upload/upload.ts';

const limit = ({ FileSettings }: Config): number => FileSettings.MaxFileSize;
const tooLarge = (limit: number) => new AppError('api.file.upload_file.too_large_detailed.app_error', { limit });

const onlyChannel = z
  .array(z.string())
  .optional()
  .transform((ids = []) => {
    if (ids.length > 1) throw new AppError('api.file.upload_file.multiple_channel_ids.app_error');
    return ids[0] ?? '';
  });

/** Addresses in pages: browsers ask for them by themselves, with their cookies alone. */
const inPages = { csrfExempt: true } as const;

export const fileEndpoints = [
  ...resumableEndpoints,
  ...upkeepEndpoints,
  endpoint(uploadFiles, {
    audit: 'never',
    access: mayUpload,
    body: formOrBytes({
      fields: object({ channel_id: onlyChannel, client_ids: many() }),
      file: { limit, most: limits.filesPerPost, tooLarge },
    }),
    status: 201,
    transaction: 'none',
    because: 'files go into the store before one statement tells of them',
    handle: uploadFilesOfCaller,
  }),
  endpoint(getFile, { ...inPages, access: readsFile(({ params }) => params.file_id), handle: sendFile }),
  endpoint(getFileThumbnail, { ...inPages, access: readsFile(({ params }) => params.file_id), handle: sendThumbnail }),
  endpoint(getFilePreview, { ...inPages, access: readsFile(({ params }) => params.file_id), handle: sendPreview }),
  endpoint(getFileInfo, { access: readsFile(({ params }) => params.file_id), handle: infoOfFile }),
  endpoint(getFileLink, { access: readsFile(({ params }) => params.file_id), handle: linkToFile }),
  endpoint(getPublicFile, { access: anyone(), handle: sendPublicFile }),
  endpoint(getFilesOfChannel, { access: readsChannel(({ params }) => params.channel_id), handle: filesOfChannel }),
  endpoint(getFileInfosOfPost, { access: readsPost(({ params }) => params.post_id), handle: infosOfPost }),
];
