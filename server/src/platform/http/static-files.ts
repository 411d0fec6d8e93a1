/** Serves a built web client: hashed assets for a year, and its page for every other address. Read into memory once. */
import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { accepts, isCompressible, smallestCompressed } from './compression.ts';
import { HttpReply, type HttpRequest } from './message.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  // Of pdf.js, which reads them itself.
  '.pfb': 'application/octet-stream',
  '.bcmap': 'application/octet-stream',
  '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain; charset=utf-8',
};

/**
 * Wire: the policy of the page; the client itself needs no inline script and loads nothing from elsewhere but pictures.
 * `frameAncestors`: who else may show it in a frame.
 */
const contentSecurityPolicy = (frameAncestors: string) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self'",
    "connect-src 'self'",
    "img-src 'self' data: blob: https: http:",
    "media-src 'self' blob:",
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors 'self' ${frameAncestors}`.trim(),
  ].join('; ');

interface Asset {
  type: string;
  etag: string;
  plain: Buffer;
  gzip?: Buffer;
  brotli?: Buffer;
}

export interface StaticFiles {
  /** The answer for a GET that no route matched; undefined when there is no web client to serve. */
  answer(request: HttpRequest, frameAncestors: string): HttpReply | undefined;
}

const inGzip = (plain: Buffer): Promise<Buffer> => promisify(gzip)(plain);
/** For a client that was built without: a middle quality takes a tenth of the time of the best. */
const inBrotli = (plain: Buffer): Promise<Buffer> =>
  promisify(brotliCompress)(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

async function loadAssets(folder: string): Promise<Map<string, Asset>> {
  const assets = new Map<string, Asset>();
  const paths = await filesUnder(folder);
  for (const path of paths) {
    const type = types[extname(path)];
    if (!type) continue;
    const plain = await readFile(path);
    const asset: Asset = {
      type,
      plain,
      etag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
    };
    if (isCompressible(type) && plain.length >= smallestCompressed) {
      asset.gzip = paths.includes(`${path}.gz`) ? await readFile(`${path}.gz`) : await inGzip(plain);
      asset.brotli = paths.includes(`${path}.br`) ? await readFile(`${path}.br`) : await inBrotli(plain);
    }
    assets.set(`/${relative(folder, path).split(sep).join('/')}`, asset);
  }
  return assets;
}

function encoded(asset: Asset, header: string | string[] | undefined): { body: Buffer; encoding?: string } {
  if (asset.brotli && accepts(header, 'br')) return { body: asset.brotli, encoding: 'br' };
  if (asset.gzip && accepts(header, 'gzip')) return { body: asset.gzip, encoding: 'gzip' };
  return { body: asset.plain };
}

function reply(asset: Asset, request: HttpRequest, cacheControl: string): HttpReply {
  const headers: Record<string, string> = { 'Cache-Control': cacheControl, ETag: asset.etag, Vary: 'Accept-Encoding' };
  if (request.headers['if-none-match'] === asset.etag) return new HttpReply(304, '', headers);
  const { body, encoding } = encoded(asset, request.headers['accept-encoding']);
  headers['Content-Type'] = asset.type;
  if (encoding) headers['Content-Encoding'] = encoding;
  return new HttpReply(200, body, headers);
}

/** `folder` holds index.html and static/. A folder that does not exist serves nothing. */
export async function loadStaticFiles(folder: string): Promise<StaticFiles> {
  const exists = await stat(join(folder, 'index.html')).then(
    () => true,
    () => false,
  );
  const assets = exists ? await loadAssets(folder) : new Map<string, Asset>();
  const page = assets.get('/index.html');
  return {
    answer(request, frameAncestors) {
      if (!page) return undefined;
      const path = request.url.split('?')[0] ?? '/';
      const asset = assets.get(path);
      if (path.startsWith('/static/')) {
        return asset
          ? reply(asset, request, 'max-age=31556926, public, immutable')
          : new HttpReply(404, '', { 'Content-Type': 'text/plain' });
      }
      if (asset && path !== '/index.html') return reply(asset, request, 'max-age=86400, public');
      const answer = reply(page, request, 'no-cache, max-age=31556926, public');
      answer.headers['Content-Security-Policy'] = contentSecurityPolicy(frameAncestors);
      return answer;
    },
  };
}
