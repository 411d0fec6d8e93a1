/** What a post shows of what it links to: `metadata.embeds` and `metadata.images`. */
import type { Config } from '../../../platform/config/config.ts';
import { addressesOf, hasAttachments, type Addresses } from './addresses.ts';
import { isFresh, type LinkFacts, type Measures, type PageFacts } from './facts.ts';
import { pageWithProxy, proxied, withProxiedPictures } from './proxied.ts';
import { isShown, linkRules, permalinkIn, type LinkRules } from './rules.ts';

/** JSON texts; '' for nothing. */
export interface ShownLinks {
  readonly embeds: string;
  readonly images: string;
  /** The text with its pictures as clients get them; undefined where that is the text as it was written. */
  readonly message?: string;
}

export interface Linking {
  readonly message: string;
  readonly type: string;
  /** JSON text of an object. */
  readonly props: string;
}

type Known = (url: string) => LinkFacts;

const quote = JSON.stringify;
const nothing: ShownLinks = { embeds: '', images: '' };
/** Wire: attachments stand in the place of what the first link leads to. */
const attachmentsOnly = '[{"type":"message_attachment"}]';

/** Wire: such a post shows nothing of its links but posts of this server. */
const isUnsafe = (props: string): boolean => /"unsafe_links": ?"true"/.test(props);
/** Wire: the author took the preview away; official clients set this prop. */
const isRemoved = (props: string): boolean => /"remove_link_preview": ?"true"/.test(props);

/** The addresses of a post that count; not a link to a post of this server that is shown. */
function lookedAt(rules: LinkRules, post: Linking): Addresses | undefined {
  const found = addressesOf(post);
  if (!found || isUnsafe(post.props)) return undefined;
  const { link, pictures } = found;
  const isPermalink = rules.showsPermalinks && link !== undefined && permalinkIn(rules, link) !== undefined;
  return { link: isPermalink ? undefined : link, pictures: pictures.filter((url) => isShown(rules, url)) };
}

/** What has to be known before `shownLinks` is asked. Empty for posts without links, at next to no cost. */
export function addressesShown(config: Config, post: Linking): readonly string[] {
  const rules = linkRules(config);
  const found = rules.showsPages ? lookedAt(rules, post) : undefined;
  if (!found) return [];
  const { link, pictures } = found;
  return link !== undefined && isShown(rules, link) ? [link, ...pictures] : pictures;
}

/** Those of them that nobody looked at lately. */
export function addressesToFetch(config: Config, post: Linking, known: Known, now: number): readonly string[] {
  return addressesShown(config, post).filter((url) => !isFresh(known(url), now));
}

/** Of a post that links to a post of this server, that is its embed: see `permalinks.ts`. */
export function shownLinks(config: Config, post: Linking, known: Known): ShownLinks {
  const rules = linkRules(config);
  const found = lookedAt(rules, post);
  const attached = hasAttachments(post.props);
  const message = withProxiedPictures(rules, post.message);
  const shown = { ...nothing, ...(message !== undefined && { message }) };
  if (!found) return attached ? { ...shown, embeds: attachmentsOnly } : shown;
  const images = new Map<string, Measures>();
  for (const url of found.pictures) {
    const facts = known(url);
    if (facts.type !== 'image') continue;
    images.set(url, facts.measures);
    // As the text names it.
    if (message !== undefined) images.set(proxied(rules, url), facts.measures);
  }
  let embeds = attached ? attachmentsOnly : '';
  const { link } = found;
  if (link !== undefined) {
    const facts = isShown(rules, link) && !isRemoved(post.props) ? known(link) : undefined;
    const page = facts?.type === 'opengraph' ? pageWithProxy(rules, facts.page) : undefined;
    embeds = page ? `[{"type":"opengraph","url":${quote(link)},"data":${quote(page)}}]` : `[${embedOf(link, facts)}]`;
    if (facts?.type === 'image') images.set(link, facts.measures);
    if (page) for (const [url, measures] of measuresIn(page)) images.set(url, measures);
  }
  return { ...shown, embeds, images: images.size === 0 ? '' : quote(Object.fromEntries(images)) };
}

const embedOf = (link: string, facts: LinkFacts | undefined): string =>
  `{"type":"${facts?.type === 'image' ? 'image' : 'link'}","url":${quote(link)}}`;

function* measuresIn({ images }: PageFacts): Generator<[string, Measures]> {
  for (const { url, secure_url, type, width, height } of images) {
    if (width === undefined || height === undefined) continue;
    const format = /^image\/([\w.+-]{1,16})$/.exec(type ?? '')?.[1] ?? '';
    const measures = { width, height, format, frame_count: 0 };
    if (url !== '') yield [url, measures];
    if (secure_url !== undefined) yield [secure_url, measures];
  }
}
