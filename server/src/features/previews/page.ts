/** A page in the words of OpenGraph: what it says itself, what its oEmbed adds, and else its title and description. */
import type { PageFacts } from '../posts/index.ts';
import type { Head } from './head.ts';

/** As a page or its oEmbed describes it; addresses as they were written. */
export interface Described {
  readonly title: string;
  readonly description: string;
  readonly site_name: string;
  readonly type: string;
  readonly url: string;
  readonly images: readonly DescribedImage[];
}

export interface DescribedImage {
  url: string;
  secure_url: string;
  type: string;
  width: number;
  height: number;
}

const noImage = (url: string): DescribedImage => ({ url, secure_url: '', type: '', width: 0, height: 0 });

const count = (text: string): number => {
  const number = Number.parseInt(text, 10);
  return number > 0 && number <= 100_000 ? number : 0;
};

/** In OpenGraph, what follows an image belongs to it. */
function imagesIn(metas: Head['metas']): DescribedImage[] {
  const images: DescribedImage[] = [];
  for (const [name, content] of metas) {
    if (name === 'og:image' || (name === 'og:image:url' && images.length === 0)) {
      images.push(noImage(content));
      continue;
    }
    const image = images.at(-1);
    if (!image) continue;
    if (name === 'og:image:secure_url') image.secure_url = content;
    else if (name === 'og:image:type') image.type = content;
    else if (name === 'og:image:width') image.width = count(content);
    else if (name === 'og:image:height') image.height = count(content);
  }
  return images;
}

export function describedIn({ title, metas }: Head): Described {
  const first = (...names: string[]): string => {
    for (const name of names) {
      const found = metas.find(([key, content]) => key === name && content !== '')?.[1];
      if (found !== undefined) return found;
    }
    return '';
  };
  const images = imagesIn(metas);
  const picture = first('twitter:image', 'twitter:image:src');
  return {
    title: first('og:title', 'twitter:title') || title || first('title'),
    description: first('og:description', 'twitter:description', 'description'),
    site_name: first('og:site_name', 'application-name'),
    type: first('og:type'),
    url: first('og:url'),
    images: images.length > 0 || picture === '' ? images : [noImage(picture)],
  };
}

/** What somebody embeds of a page (oembed.com), as far as it can be shown without running anything. */
export function describedByOembed(answer: unknown): Described | undefined {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return undefined;
  const fields = answer as Readonly<Record<string, unknown>>;
  const text = (name: string): string => {
    const value = fields[name];
    return typeof value === 'string' ? value.trim() : '';
  };
  const number = (name: string): number => {
    const value = fields[name];
    return typeof value === 'number' ? count(String(value)) : count(text(name));
  };
  const isPhoto = text('type') === 'photo' && text('url') !== '';
  const [url, width, height] = isPhoto
    ? [text('url'), number('width'), number('height')]
    : [text('thumbnail_url'), number('thumbnail_width'), number('thumbnail_height')];
  return {
    title: text('title'),
    description: text('author_name'),
    site_name: text('provider_name'),
    type: text('type'),
    url: '',
    images: url === '' ? [] : [{ ...noImage(url), width, height }],
  };
}

/** The first one where it says something, the second one where it does not. */
export function filledUp(page: Described, more: Described): Described {
  return {
    title: page.title || more.title,
    description: page.description || more.description,
    site_name: page.site_name || more.site_name,
    type: page.type || more.type,
    url: page.url || more.url,
    images: page.images.length > 0 ? page.images : more.images,
  };
}

/** '' for what nobody can open. */
function absolute(address: string, base: string): string {
  const url = address === '' ? null : URL.parse(address, base);
  return url && (url.protocol === 'http:' || url.protocol === 'https:') ? url.href : '';
}

/** Controls, and what turns the direction of a text: it could make a card say what its page does not. */
const unseen = /[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu;

/** '' for what would be seen as nothing. */
function plain(text: string): string {
  const shown = text.replaceAll(/\s+/gu, ' ').replaceAll(unseen, '').trim();
  return /^[\p{Cf}\p{Z}]*$/u.test(shown) ? '' : shown;
}

/** Of the address where it was found. Undefined where there is nothing to show. */
export function pageFacts(described: Described, foundAt: string): PageFacts | undefined {
  const page = {
    ...described,
    title: plain(described.title),
    description: plain(described.description),
    site_name: plain(described.site_name),
  };
  const images = page.images.flatMap(({ url, secure_url, type, width, height }) => {
    const [usual, secure] = [absolute(url, foundAt), absolute(secure_url, foundAt)];
    if (usual === '' && secure === '') return [];
    return [
      {
        url: usual,
        ...(secure !== '' && { secure_url: secure }),
        ...(type !== '' && { type }),
        ...(width > 0 && height > 0 && { width, height }),
      },
    ];
  });
  if (page.title === '' && images.length === 0) return undefined;
  return { ...page, url: absolute(page.url, foundAt) || foundAt, images: images.slice(0, 4) };
}
