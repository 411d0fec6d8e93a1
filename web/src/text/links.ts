// Which addresses a message may lead to. Everything else stays text, as it was written.
import { linkSchemes } from '@innermost/protocol/link-schemes.ts';

const schemes = new Set([...linkSchemes.withHost, ...linkSchemes.withoutHost].map((name) => `${name}:`));
const hasScheme = /^[a-z][a-z0-9+.-]*:/i;
const looksLikeHost = /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+\p{L}{2,}(?:[:/?#]|$)/u;
const unseen = /[\p{Cc}\p{Cf}\s]/u;

/** An address that is safe to click, or undefined: known schemes, paths on this server, bare domains. */
export function safeHref(written: string): string | undefined {
  // Browsers drop white space and control characters inside a scheme, so nothing with them passes.
  if (written === '' || unseen.test(written)) return undefined;
  if (written.startsWith('/') && !/^\/[/\\]/.test(written)) return written;
  if (hasScheme.test(written) && !looksLikeHost.test(written)) return known(written);
  return looksLikeHost.test(written) ? known(`http://${written}`) : undefined;
}

/** An address a picture may come from: only over HTTP, or from this server. */
export function safeImageSrc(written: string): string | undefined {
  const href = safeHref(written);
  return href !== undefined && /^(?:https?:\/\/|\/)/i.test(href) ? href : undefined;
}

function known(href: string): string | undefined {
  if (!URL.canParse(href)) return undefined;
  const url = new URL(href);
  return schemes.has(url.protocol) ? url.href : undefined;
}

/** The path within this server that an address means, if it lies under one of its own addresses. */
export function pathOnServer(href: string, origins: readonly string[]): string | undefined {
  if (href.startsWith('/')) return href;
  for (const origin of origins) {
    if (origin !== '' && (href === origin || href.startsWith(`${origin}/`))) return href.slice(origin.length) || '/';
  }
  return undefined;
}
