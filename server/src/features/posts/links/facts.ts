/** What is known of an address: as it is stored → as posts show it. Adopted rows may hold anything. */

export interface Measures {
  readonly width: number;
  readonly height: number;
  readonly format: string;
  readonly frame_count: number;
}

/** Of a page, in the words of OpenGraph. Every text is plain. */
export interface PageFacts {
  readonly title: string;
  readonly description: string;
  readonly site_name: string;
  readonly type: string;
  readonly url: string;
  readonly images: readonly PageImage[];
}

export interface PageImage {
  readonly url: string;
  readonly secure_url?: string;
  readonly type?: string;
  readonly width?: number;
  readonly height?: number;
}

/** `none`: nothing can be shown of it. */
export type Look =
  | { readonly type: 'opengraph'; readonly page: PageFacts }
  | { readonly type: 'image'; readonly measures: Measures }
  | { readonly type: 'none' };

/** `fetched_at`: the hour in ms, 0 for never. */
export type LinkFacts = Look & { readonly fetched_at: number };

export const neverSeen: LinkFacts = { type: 'none', fetched_at: 0 };

const hour = 3_600_000;
/** What is shown is looked at again after a day, what failed or has nothing to show after an hour or two. */
const freshFor = { opengraph: 24 * hour, image: 24 * hour, none: 2 * hour } as const;

export const hourOf = (now: number): number => now - (now % hour);

/** False for what was never looked at, or long ago. */
export const isFresh = ({ type, fetched_at }: LinkFacts, now: number): boolean => now < fetched_at + freshFor[type];

interface Stored {
  readonly fetched_at: number;
  readonly type: string;
  /** JSON text. */
  readonly data: string;
}

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Most of one page that are shown; and characters of an address. */
const mostImages = 4;
const longestAddress = 2_048;

export function readLink({ fetched_at, type, data }: Stored): LinkFacts {
  // The query gives the text of a JSON value.
  const value: unknown = JSON.parse(data);
  if (type === 'opengraph' && isFields(value)) return { fetched_at, type, page: pageOf(value) };
  if (type === 'image' && isFields(value)) return { fetched_at, type, measures: measuresOf(value) };
  return { fetched_at, type: 'none' };
}

const countIn = (value: unknown): number => (Number.isSafeInteger(value) && Number(value) > 0 ? Number(value) : 0);
const textIn = (value: unknown, longest: number): string => (typeof value === 'string' ? value.slice(0, longest) : '');

const measuresOf = ({ width, height, format, frame_count }: Fields): Measures => ({
  width: countIn(width),
  height: countIn(height),
  format: textIn(format, 16),
  frame_count: countIn(frame_count),
});

function pageOf(stored: Fields): PageFacts {
  const images = Array.isArray(stored['images']) ? (stored['images'] as unknown[]) : [];
  return {
    type: textIn(stored['type'], 64),
    url: textIn(stored['url'], longestAddress),
    title: textIn(stored['title'], 300),
    description: textIn(stored['description'], 600),
    site_name: textIn(stored['site_name'], 128),
    images: images
      .filter(isFields)
      .map(imageOf)
      .filter(({ url, secure_url }) => url !== '' || secure_url !== undefined)
      .slice(0, mostImages),
  };
}

function imageOf(image: Fields): PageImage {
  const [secure_url, type, width, height] = [
    textIn(image['secure_url'], longestAddress),
    textIn(image['type'], 64),
    countIn(image['width']),
    countIn(image['height']),
  ];
  return {
    url: textIn(image['url'], longestAddress),
    ...(secure_url !== '' && { secure_url }),
    ...(type !== '' && { type }),
    ...(width > 0 && height > 0 && { width, height }),
  };
}
