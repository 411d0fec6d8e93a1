/** What a message shows of its first link: as the server sent it → as it is drawn. */
import type { Post } from '@innermost/protocol/posts.ts';

import { safeHref, safeImageSrc } from '../../text/links.ts';
import { mayShowLink, writtenText } from './written.ts';

export interface PageCard {
  kind: 'page';
  href: string;
  site: string;
  title: string;
  description: string;
  picture: string | undefined;
}

export interface Quote {
  kind: 'message';
  id: string;
  post: Post;
  team: string;
  /** '' for direct messages. */
  channel: string;
}

export interface Picture {
  kind: 'picture';
  src: string;
}

export type Shown = PageCard | Quote | Picture;

type Fields = Readonly<Record<string, unknown>>;

const textIn = (fields: Fields, name: string): string => {
  const value = fields[name];
  return typeof value === 'string' ? value : '';
};

/** Undefined for what cannot be drawn, or stands in the text already. */
export function shownLink(post: Post): Shown | undefined {
  const embed = post.metadata.embeds?.[0];
  if (!embed || !mayShowLink(post)) return undefined;
  const { type, url = '', data = {} } = embed;
  if (type === 'permalink') return quoteOf(data);
  const href = safeHref(url);
  if (href === undefined) return undefined;
  if (type === 'opengraph') return cardOf(href, data);
  return type === 'image' && !writtenText(post).includes(`](${url}`) ? { kind: 'picture', src: href } : undefined;
}

function cardOf(href: string, page: Fields): PageCard | undefined {
  const images: unknown = page['images'];
  const [first] = Array.isArray(images) ? (images as Fields[]) : [];
  const title = textIn(page, 'title');
  const picture = first && safeImageSrc(textIn(first, 'secure_url') || textIn(first, 'url'));
  if (title === '' && picture === undefined) return undefined;
  const site = textIn(page, 'site_name') || new URL(href).host;
  return { kind: 'page', href, site, title: title || href, description: textIn(page, 'description'), picture };
}

function quoteOf(data: Fields): Quote | undefined {
  // The server made it of a post.
  const post = data['post'] as Post | undefined;
  if (!post) return undefined;
  return {
    kind: 'message',
    id: textIn(data, 'post_id'),
    post,
    team: textIn(data, 'team_name'),
    channel: textIn(data, 'channel_display_name'),
  };
}
