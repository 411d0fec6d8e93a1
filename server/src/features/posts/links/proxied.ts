/**
 * Pictures of other sites come through this server where `ImageProxySettings.Enable` says so. Wire: the Markdown that clients
 * get names them so, with the text as it was written in `message_source`; what clients send back is stored as it was written.
 */
import type { Config } from '../../../platform/config/config.ts';
import { codePieces } from '../text/code-pieces.ts';
import { ofMarkdown } from './addresses.ts';
import type { PageFacts } from './facts.ts';
import { linkRules, type LinkRules } from './rules.ts';

/** The address under which clients get a picture. One of this server stays as it is. */
export function proxied({ proxy, siteUrl }: LinkRules, url: string): string {
  return proxy === '' || url.startsWith(`${siteUrl}/`) ? url : proxy + encodeURIComponent(url);
}

/** Undefined where the message stays as it is. */
export function withProxiedPictures(rules: LinkRules, message: string): string | undefined {
  if (rules.proxy === '' || !message.includes('](http')) return undefined;
  // Longer ones first: one address may begin with another.
  const found = [...new Set(ofMarkdown(message))].toSorted((one, other) => other.length - one.length);
  if (found.length === 0) return undefined;
  const changed = codePieces(message).map(({ text, isCode }) =>
    isCode
      ? text
      : text.replaceAll(
          /(!\[[^\]\n]{0,300}\]\(\s{0,20}<?)(https?:[^\s<>]+)/giu,
          (whole, before: string, rest: string) => {
            const url = found.find((one) => rest.startsWith(one));
            return url === undefined ? whole : before + proxied(rules, url) + rest.slice(url.length);
          },
        ),
  );
  const text = changed.join('');
  return text === message ? undefined : text;
}

/** As it was written, of a client that sends back what it got. */
export function withoutProxy(config: Config, message: string): string {
  const { proxy } = linkRules(config);
  if (proxy === '' || !message.includes(proxy)) return message;
  return message
    .split(proxy)
    .map((part, index) => (index === 0 ? part : part.replace(/^[\w.~!*'%-]+/, decoded)))
    .join('');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export const pageWithProxy = (rules: LinkRules, page: PageFacts): PageFacts =>
  rules.proxy === ''
    ? page
    : {
        ...page,
        images: page.images.map(({ url, secure_url, ...image }) => ({
          ...image,
          url: url === '' ? url : proxied(rules, url),
          ...(secure_url !== undefined && { secure_url: proxied(rules, secure_url) }),
        })),
      };
