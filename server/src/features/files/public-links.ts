/**
 * Links to files that work without sign-in. Wire: the proof in them is upstream's, so that links made before a move here
 * go on working.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { getFileLink, getPublicFile } from '@innermost/protocol/files.ts';
import type { Call, CallOfAnyone } from '../../endpoint/endpoint.ts';
import type { Config } from '../../platform/config/config.ts';
import { AppError } from '../../platform/http/errors.ts';
import type { HttpReply } from '../../platform/http/message.ts';
import type { OfFile } from './access.ts';
import { selectFile } from './queries.ts';
import { contentOf, wantsDownload } from './send.ts';

const proofOf = (config: Config, id: string): string =>
  createHash('sha256')
    .update(config.FileSettings.PublicLinkSalt + id)
    .digest('base64url');

function checkEnabled(config: Config): void {
  if (!config.FileSettings.EnablePublicLink) throw new AppError('api.file.get_public_link.disabled.app_error');
}

/** Only of what a post shows. Where no `SiteURL` is set, the link leads to where the caller is. */
export function linkToFile({ config, granted, request }: Call<typeof getFileLink, OfFile>): { link: string } {
  checkEnabled(config);
  const { id, post_id } = granted.file;
  if (post_id === '') throw new AppError('api.file.get_public_link.no_post.app_error');
  const here = `${request.secure ? 'https' : 'http'}://${request.host}`;
  const site = (config.ServiceSettings.SiteURL || here).replace(/\/+$/, '');
  return { link: `${site}/files/${id}/public?h=${proofOf(config, id)}` };
}

/** An id without its proof learns nothing of whether there is such a file. */
export async function sendPublicFile(call: CallOfAnyone<typeof getPublicFile>): Promise<HttpReply> {
  const { config, params, query, db, services } = call;
  checkEnabled(config);
  const [known, given] = [Buffer.from(proofOf(config, params.file_id)), Buffer.from(query.h ?? '')];
  if (known.length !== given.length || !timingSafeEqual(known, given))
    throw new AppError('api.file.get_file.public_invalid.app_error');
  const [file] = await selectFile(db, { id: params.file_id });
  if (!file || file.delete_at > 0) throw new AppError('app.file_info.get.app_error');
  return contentOf(services, file, { download: wantsDownload(query) });
}
