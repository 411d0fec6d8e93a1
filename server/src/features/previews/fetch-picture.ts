/** Fetches pictures of other sites for those who look at them, and remembers the last ones. */
import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { FairSlots } from '../../platform/fair-slots.ts';
import { FetchError } from '../../platform/fetch/errors.ts';
import type { Fetcher } from '../../platform/fetch/fetcher.ts';
import { AppError } from '../../platform/http/errors.ts';
import { perServer } from '../../work/services.ts';
import { productVersion } from '../../version.ts';
import { tellingBytes, typeOf } from '../files/index.ts';

export interface RemotePicture {
  readonly type: string;
  readonly bytes: Buffer;
  /** The same only for the same bytes. */
  readonly etag: string;
}

/** Bytes of one picture, of one that is remembered, and of all of these. */
const largest = 20_971_520;
const largestKept = 4_194_304;
const allKept = 33_554_432;
/** ms that one is remembered, and that it failed. */
const keptFor = 3_600_000;
const failureFor = 60_000;
/** Under way; each holds its picture in memory. */
const atOnce = 6;
const waiting = { perCaller: () => 60, inAll: 600 };

/** What no browser runs. Not SVG, which can hold scripts. */
const shown = new Set([
  'image/png',
  'image/apng',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/avif',
  'image/bmp',
  'image/x-icon',
]);

const agent = `Innermost/${productVersion} (image proxy)`;

interface Means {
  readonly fetcher: Fetcher;
  /** ms for all of it. */
  readonly timeout: number;
}

type Kept = { readonly picture: RemotePicture } | { readonly error: AppError };

class RemotePictures {
  readonly #kept = new LRUCache<string, Kept>({
    maxSize: allKept,
    sizeCalculation: (kept, url) => ('picture' in kept ? kept.picture.bytes.length : 0) + url.length + 200,
  });
  readonly #underWay = new Map<string, Promise<RemotePicture>>();
  readonly #slots = new FairSlots(atOnce, waiting);

  /** `caller`: the person who looks; their pictures wait for one another. Rejects with AppError. */
  async get(url: string, caller: string, means: Means): Promise<RemotePicture> {
    const kept = this.#kept.get(url);
    if (kept && 'error' in kept) throw kept.error;
    if (kept) return kept.picture;
    const under = this.#underWay.get(url);
    if (under) return under;
    const running = this.#slots.run(caller, () => this.#fetch(url, means));
    if (running === 'caller is busy') throw new AppError('api.context.rate_limit.app_error', { seconds: 3 });
    if (running === 'all are busy') throw new AppError('api.context.server_busy.app_error');
    const fetching = running.finally(() => this.#underWay.delete(url));
    this.#underWay.set(url, fetching);
    return fetching;
  }

  async #fetch(url: string, means: Means): Promise<RemotePicture> {
    try {
      const picture = await fetchPicture(url, means);
      if (picture.bytes.length <= largestKept) this.#kept.set(url, { picture }, { ttl: keptFor });
      return picture;
    } catch (error) {
      if (error instanceof AppError) this.#kept.set(url, { error }, { ttl: failureFor });
      throw error;
    }
  }
}

export const remotePictures = perServer(() => new RemotePictures());

async function fetchPicture(url: string, { fetcher, timeout }: Means): Promise<RemotePicture> {
  try {
    const headers = { accept: 'image/*', 'user-agent': agent };
    const { status, body } = await fetcher.fetch({ url, headers, timeout, maxBytes: largest });
    const chunks: Buffer[] = [];
    if (status < 200 || status > 299) {
      body.destroy();
      throw new AppError('api.innermost.image_proxy.failed.app_error', { reason: `The answer was ${status}.` });
    }
    for await (const chunk of body as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      // What is no picture is not read to its end.
      if (chunks.length === 1 && chunk.length >= tellingBytes) await pictureType(chunk);
    }
    const bytes = Buffer.concat(chunks);
    const type = await pictureType(bytes);
    return { type, bytes, etag: createHash('sha256').update(bytes).digest('base64url').slice(0, 22) };
  } catch (error) {
    if (!(error instanceof FetchError)) throw error;
    const isRefused = error.reason === 'refused';
    const id = isRefused ? 'api.innermost.image_proxy.refused.app_error' : 'api.innermost.image_proxy.failed.app_error';
    throw new AppError(id, { reason: error.message }, error.detail);
  }
}

/** By the content, whatever the other site calls it. */
async function pictureType(bytes: Buffer): Promise<string> {
  const found = await typeOf(bytes.subarray(0, tellingBytes), '');
  if (!shown.has(found)) throw new AppError('api.innermost.image_proxy.not_a_picture.app_error');
  return found;
}
