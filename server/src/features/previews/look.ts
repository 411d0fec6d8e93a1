/** Looks at what lies behind an address that a message names: a page, a picture, or nothing that can be shown. */
import { FetchError, type FetchReason } from '../../platform/fetch/errors.ts';
import type { Fetcher, FetchAnswer } from '../../platform/fetch/fetcher.ts';
import { PictureError } from '../../platform/pictures/decoder-process.ts';
import type { Pictures } from '../../platform/pictures/pictures.ts';
import { productVersion } from '../../version.ts';
import type { Look, PageFacts } from '../posts/index.ts';
import { decoded } from './charset.ts';
import { describedByOembed, describedIn, filledUp, pageFacts } from './page.ts';

export interface Looking {
  readonly fetcher: Fetcher;
  readonly pictures: Pictures;
  /** ms for one answer. */
  readonly timeout: number;
  /** In which pages are asked for, such as `de`. */
  readonly language: string;
  readonly signal: AbortSignal;
}

/** `mayRecover`: a later look could show something. */
export type Seen = Look & { readonly mayRecover?: true };

const nothing: Seen = { type: 'none' };
const laterPerhaps: Seen = { type: 'none', mayRecover: true };

/** Bytes of a page in which it says what it is; and of a picture, all of it. */
const longestHead = 1_048_576;
const longestPicture = 10_485_760;
const longestOembed = 65_536;
/** Pictures of pages that are measured. */
const measured = 1;

const agent = `Innermost/${productVersion} (link preview)`;

const gone = new Set<FetchReason>(['bad-address', 'refused', 'redirects', 'too-large', 'bad-answer', 'tls']);

/** Rejects only with the reason of the signal. */
export async function lookAt(looking: Looking, url: string): Promise<Seen> {
  try {
    const answer = await ask(looking, url, 'text/html,application/xhtml+xml,image/*;q=0.9,*/*;q=0.5', longestPicture);
    if (answer.status < 200 || answer.status > 299) {
      answer.body.destroy();
      const mayRecover =
        answer.status === 408 || answer.status === 425 || answer.status === 429 || answer.status >= 500;
      return mayRecover ? laterPerhaps : nothing;
    }
    const type = typeOf(answer);
    if (/^image\/(?!svg)/.test(type)) return await pictureIn(looking, answer);
    if (/^(?:text\/html|application\/xhtml\+xml)$/.test(type)) return await pageIn(looking, answer);
    answer.body.destroy();
    return nothing;
  } catch (error) {
    if (!(error instanceof FetchError)) throw error;
    return gone.has(error.reason) ? nothing : laterPerhaps;
  }
}

function ask({ fetcher, timeout, language, signal }: Looking, url: string, accept: string, maxBytes: number) {
  const headers = { accept, 'accept-language': `${language},en;q=0.5,*;q=0.1`, 'user-agent': agent };
  return fetcher.fetch({ url, headers, timeout, maxBytes, signal });
}

const contentType = ({ headers }: FetchAnswer): string => String(headers['content-type'] ?? '');
const typeOf = (answer: FetchAnswer): string => contentType(answer).split(';')[0]?.trim().toLowerCase() ?? '';

/** What comes before the body of a page: nobody waits for the rest, nor minds that it never ends. */
async function beginning({ body }: FetchAnswer, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= most || /<\/head|<body/i.test(chunk.toString('latin1'))) break;
    }
  } catch (error) {
    if (!(error instanceof FetchError) || size === 0) throw error;
  }
  return Buffer.concat(chunks).subarray(0, most);
}

/** FetchError when it is too large or breaks off. */
async function whole({ body }: FetchAnswer): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of body as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function pictureIn({ pictures }: Looking, answer: FetchAnswer): Promise<Seen> {
  const bytes = await whole(answer);
  try {
    const { width, height, format, frames } = await pictures.make('measures', bytes, 'previews');
    // Wire: how many frames is said of a GIF only.
    return { type: 'image', measures: { width, height, format, frame_count: format === 'gif' ? frames : 0 } };
  } catch (error) {
    if (error instanceof PictureError) return nothing;
    throw error;
  }
}

async function pageIn(looking: Looking, answer: FetchAnswer): Promise<Seen> {
  // Loaded with the first page, so that a start stays fast.
  const { headOf } = await import('./head.ts');
  const head = headOf(decoded(await beginning(answer, longestHead), contentType(answer)));
  const said = describedIn(head);
  const isPoor = said.title === '' || said.images.length === 0;
  const more = isPoor && head.oembed !== undefined ? await oembedAt(looking, head.oembed, answer.url) : undefined;
  const page = pageFacts(more ? filledUp(said, more) : said, answer.url);
  return page ? { type: 'opengraph', page: await withMeasures(looking, page) } : nothing;
}

async function oembedAt(looking: Looking, address: string, base: string) {
  const url = URL.parse(address, base);
  if (!url) return undefined;
  try {
    const answer = await ask(looking, url.href, 'application/json', longestOembed);
    return describedByOembed(JSON.parse(decoded(await whole(answer), contentType(answer))));
  } catch (error) {
    if (error instanceof FetchError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** So that nothing moves when the picture comes. What cannot be fetched now is not shown. */
async function withMeasures(looking: Looking, page: PageFacts): Promise<PageFacts> {
  const images: PageFacts['images'][number][] = [];
  for (const image of page.images.slice(0, measured)) {
    const seen = await lookAtPicture(looking, image.secure_url ?? image.url);
    if (!seen) continue;
    const { width, height, format } = seen;
    images.push({ ...image, type: `image/${format}`, width, height });
  }
  return { ...page, images };
}

async function lookAtPicture(looking: Looking, url: string) {
  try {
    const answer = await ask(looking, url, 'image/*', longestPicture);
    if (answer.status < 200 || answer.status > 299) {
      answer.body.destroy();
      return undefined;
    }
    const seen = await pictureIn(looking, answer);
    return seen.type === 'image' ? seen.measures : undefined;
  } catch (error) {
    if (error instanceof FetchError) return undefined;
    throw error;
  }
}
