/** Hands out what the store holds: whole or in part, so that no browser runs it. */
import type { getFile, getFilePreview, getFileThumbnail } from '@innermost/protocol/files.ts';
import type { Call } from '../../endpoint/endpoint.ts';
import { contentReply } from '../../platform/http/content.ts';
import { AppError } from '../../platform/http/errors.ts';
import type { HttpReply } from '../../platform/http/message.ts';
import { isTrue } from '../../platform/http/paging.ts';
import { notFound } from '../../platform/files/store.ts';
import type { Services } from '../../work/services.ts';
import type { FoundFile, OfFile } from './access.ts';
import { handingOf } from './kinds.ts';
import { telling } from './store-errors.ts';

/** Opened by itself it is a page of its own, of no origin, which loads and runs nothing. */
const guards = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; media-src 'self'; sandbox; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
};
/** What needs a session is nothing that another site may draw into its pages. */
const ownSite = { 'Cross-Origin-Resource-Policy': 'same-site' };

/** Asked again each time: who lost the channel has lost its files. */
const checkedEachTime = { 'Cache-Control': 'private, no-cache' };
const pictureOfFile = { 'Cache-Control': 'max-age=2592000, private', ...ownSite };

/** Wire: clients say `download=1`. */
export const wantsDownload = ({ download }: { download?: string }): boolean => download === '1' || isTrue(download);

interface Sent {
  readonly path: string;
  readonly type: string;
  readonly name: string;
  /** The same only for the same bytes: a file never changes. */
  readonly etag: string;
  readonly modifiedAt: number;
  readonly download: boolean;
}

async function reply(services: Services, sent: Sent, headers: Record<string, string>): Promise<HttpReply> {
  const { files } = services;
  const { path, name, etag, modifiedAt } = sent;
  const { type, disposition } = handingOf(sent.type);
  // Adopted rows do not always tell the true size.
  const found = await telling(services, files.stat(path));
  if (!found) return telling(services, Promise.reject(notFound(path)));
  const content = {
    type,
    disposition: sent.download ? ('attachment' as const) : disposition,
    name,
    size: found.size,
    etag,
    modifiedAt,
    open: async (range?: { start: number; end: number }) => {
      const asked = range && { first: range.start, last: range.end };
      return (await telling(services, files.read(path, asked))).body;
    },
  };
  return contentReply(content, { ...guards, ...headers });
}

interface Handed {
  readonly download: boolean;
  readonly headers?: Record<string, string>;
}

/** The file itself. */
export function contentOf(services: Services, file: FoundFile, { download, headers }: Handed): Promise<HttpReply> {
  const { path, mime_type: type, name, id: etag, create_at: modifiedAt } = file;
  return reply(services, { path, type, name, etag, modifiedAt, download }, { ...checkedEachTime, ...headers });
}

export function sendFile({ services, granted, query }: Call<typeof getFile, OfFile>): Promise<HttpReply> {
  return contentOf(services, granted.file, { download: wantsDownload(query), headers: ownSite });
}

/** Beside a picture, under a name of its own: always made by a server, in one of two kinds. */
function sendPicture(
  { services, granted, query }: Call<typeof getFileThumbnail | typeof getFilePreview, OfFile>,
  path: string,
  kind: string,
): Promise<HttpReply> {
  const { id, name, update_at: modifiedAt } = granted.file;
  const type = path.endsWith('.png') ? 'image/png' : 'image/jpeg';
  const sent = { path, type, name, etag: `${id}.${kind}.${modifiedAt}`, modifiedAt, download: wantsDownload(query) };
  return reply(services, sent, pictureOfFile);
}

export function sendThumbnail(call: Call<typeof getFileThumbnail, OfFile>): Promise<HttpReply> {
  const { thumbnail_path } = call.granted.file;
  if (thumbnail_path === '') throw new AppError('api.file.get_file_thumbnail.no_thumbnail.app_error');
  return sendPicture(call, thumbnail_path, 'thumbnail');
}

export function sendPreview(call: Call<typeof getFilePreview, OfFile>): Promise<HttpReply> {
  const { preview_path } = call.granted.file;
  if (preview_path === '') throw new AppError('api.file.get_file_preview.no_preview.app_error');
  return sendPicture(call, preview_path, 'preview');
}
