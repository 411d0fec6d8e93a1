import { Readable } from 'node:stream';
import type { getImageByUrl } from '@innermost/protocol/image-proxy.ts';
import type { Call } from '../../endpoint/endpoint.ts';
import { FetchError } from '../../platform/fetch/errors.ts';
import { readAddress } from '../../platform/fetch/address.ts';
import { contentReply } from '../../platform/http/content.ts';
import { AppError, invalidUrl } from '../../platform/http/errors.ts';
import { HttpReply } from '../../platform/http/message.ts';
import { remotePictures } from './fetch-picture.ts';

/** No site runs anything in the name of this server, whatever it sends. */
const headers = {
  'Cache-Control': 'max-age=86400, private',
  'Content-Security-Policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
};

/** `GET /image`: a picture of another site. One of this server is where it is. */
export async function showRemotePicture(call: Call<typeof getImageByUrl>): Promise<HttpReply> {
  const { config, query, services, session } = call;
  const { Enable, ImageProxyType } = config.ImageProxySettings;
  if (!Enable) throw new AppError('api.innermost.image_proxy.off.app_error');
  if (ImageProxyType !== 'local') throw new AppError('api.innermost.image_proxy.kind.app_error');
  const url = addressIn(query.url);
  const site = config.ServiceSettings.SiteURL.replace(/\/+$/, '');
  if (site !== '' && url.startsWith(`${site}/`)) return new HttpReply(302, '', { Location: url });
  const { fetcher } = services;
  const timeout = config.ExperimentalSettings.LinkMetadataTimeoutMilliseconds;
  const { type, bytes, etag } = await remotePictures(services).get(url, session.user_id, { fetcher, timeout });
  const open = (range?: { start: number; end: number }) =>
    Readable.from([range ? bytes.subarray(range.start, range.end + 1) : bytes]);
  return contentReply({ type, disposition: 'inline', size: bytes.length, etag, open }, headers);
}

function addressIn(text = ''): string {
  try {
    return readAddress(text).href;
  } catch (error) {
    if (error instanceof FetchError) throw invalidUrl('url');
    throw error;
  }
}
