/** Which addresses of a post are looked at for what is shown of them: the page that it links to, and its pictures. */
import { withoutCode } from '../text/mention-tokens.ts';
import { firstLink } from '../text/first-link.ts';

export interface Addresses {
  /** The first link of the message; undefined where attachments stand in its place, or there is none. */
  readonly link: string | undefined;
  /** Of the message's Markdown and of the attachments, each once. */
  readonly pictures: readonly string[];
}

interface Text {
  readonly message: string;
  /** JSON text of an object. */
  readonly props: string;
}

/** More pictures of one post are not measured. */
const mostPictures = 10;

/** `![alt](address "title")`, with or without `=100x50` behind the address. */
const inMarkdown = /!\[[^\]\n]{0,300}\]\(\s{0,20}<?(https?:\/\/[^\s<>()]+(?:\([^\s<>()]*\)[^\s<>()]*)*)/giu;
const inAttachments = ['image_url', 'thumb_url', 'author_icon', 'footer_icon'];

/** A list of that name further inside is none. Parses only props that have such a list anywhere. */
export function hasAttachments(props: string): boolean {
  if (!/"attachments": ?\[/.test(props)) return false;
  // Stored props are an object by the query.
  const { attachments } = JSON.parse(props) as { attachments?: unknown };
  return Array.isArray(attachments);
}

/** Undefined for a post that links to nothing, which most do. */
export function addressesOf({ message, props }: Text): Addresses | undefined {
  const isAttached = hasAttachments(props);
  const link = isAttached ? undefined : firstLink(message);
  const pictures = [
    ...(message.includes('](http') ? ofMarkdown(message) : []),
    ...(isAttached ? ofAttachments(props) : []),
  ];
  if (link === undefined && pictures.length === 0) return undefined;
  return { link, pictures: [...new Set(pictures)].slice(0, mostPictures) };
}

export function ofMarkdown(message: string): string[] {
  return Array.from(withoutCode(message).matchAll(inMarkdown), ([, address = '']) => address);
}

function ofAttachments(props: string): string[] {
  // Stored props are an object by the query.
  const { attachments } = JSON.parse(props) as { attachments: unknown[] };
  return attachments.flatMap((one) => {
    if (typeof one !== 'object' || one === null) return [];
    const fields = one as Record<string, unknown>;
    return inAttachments
      .map((name) => fields[name])
      .filter((value): value is string => typeof value === 'string' && /^https?:\/\//i.test(value));
  });
}
