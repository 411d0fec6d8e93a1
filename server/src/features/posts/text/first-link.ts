/** The first address in a message that clients would follow: the one that `metadata.embeds` speaks of. */
import { withoutCode } from './mention-tokens.ts';

const address = /\bhttps?:\/\/[^\s<>"`|\\^{}]+|(?<![\w/.@-])www\.[^\s<>"`|\\^{}]+\.[^\s<>"`|\\^{}]+/iu;

/** What closes a sentence or a bracket round the address is no part of it. */
function trimmed(found: string): string {
  let link = found;
  for (;;) {
    const shorter = link.replace(/[.,:;!?'"*_~\]]+$/u, '').replace(/^([^(]*)\).*$/u, '$1');
    if (shorter === link) return link;
    link = shorter;
  }
}

/** Undefined when there is none. Addresses in code are text. */
export function firstLink(message: string): string | undefined {
  if (!message.includes('://') && !/www\./iu.test(message)) return undefined;
  const found = address.exec(withoutCode(message))?.[0];
  if (found === undefined) return undefined;
  const link = trimmed(found);
  return /^www\./iu.test(link) ? `http://${link}` : link;
}
