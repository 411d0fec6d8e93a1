/** What of a message is plain text, in which mentions and hashtags count. Pure. */
import { hashtagsIn } from '@innermost/protocol/words-that-call.ts';
import { codePieces } from './code-pieces.ts';

/**
 * The message without what Markdown shows as code or hides as an address. Mentions count in plain text only.
 * Linear in the length of the message, whatever it holds.
 */
export function plainText(markdown: string): string {
  if (!/[`~\][\\]|^(?: {4}|\t)|:\/\/|www\./im.test(markdown)) return markdown;
  return withoutEscapes(withoutAddresses(withoutLinkTargets(withoutCode(markdown))));
}

/** Stands where a code span was, so that blanks after it do not look like an indented line. */
const span = '\uFFFC';

/** Without fences, spans and what is indented after a blank line. */
export function withoutCode(markdown: string): string {
  const text = codePieces(markdown)
    .map(({ text: piece, isCode }) => (isCode ? (piece.endsWith('\n') ? '' : span) : piece))
    .join('');
  let afterBlank = true;
  let isInList = false;
  const kept = text.split('\n').filter((line) => {
    // What is indented under an item belongs to it.
    if (/^ {0,3}(?:[-*+]|\d{1,9}[.)])(?:\s|$)/.test(line)) isInList = true;
    else if (afterBlank && /^ {0,1}\S/.test(line)) isInList = false;
    if (afterBlank && !isInList && /^(?: {4}|\t)\s*\S/.test(line)) return false;
    afterBlank = line.trim() === '';
    return true;
  });
  return kept.join('\n').replaceAll(span, ' ');
}

/** Of pictures nothing is left, of links their words. */
function withoutLinkTargets(text: string): string {
  if (!text.includes('](')) return text;
  const target = String.raw`\]\([^()\s]*(?:\s+"[^"\n]*")?\)`;
  return text
    .replace(new RegExp(String.raw`!\[[^[\]\n]{0,1000}${target}`, 'g'), ' ')
    .replace(new RegExp(target, 'g'), '] ');
}

/** The words of a link lead to its address only. */
const withoutLinks = (text: string): string =>
  text.includes('](') ? text.replace(/\[[^[\]\n]{0,1000}\]\([^()\s]*(?:\s+"[^"\n]*")?\)/g, ' ') : text;

/** An @ that is escaped calls nobody. */
const withoutEscapes = (text: string): string =>
  text.includes('\\@') ? text.replace(/(?<!\\)((?:\\\\){0,20})\\@/g, '$1 ') : text;

/** A bare address is a link to itself: `https://example.com/@ann` calls nobody. */
const withoutAddresses = (text: string): string =>
  text.replace(/(?<![\p{L}\p{N}])(?:https?:\/\/|ftp:\/\/|www\.)[^\s<>()[\]]+/giu, ' ');

/** Space separated hashtags as stored with the post: `#release #v2`; at most 1000 characters, whole tags only. */
export function hashtagsOf(message: string, shortest = 3): string {
  if (!message.includes('#')) return '';
  const tags: string[] = [];
  let length = -1;
  for (const { tag } of hashtagsIn(plainText(withoutLinks(message)), shortest)) {
    if (length + tag.length + 1 > 1000) continue;
    tags.push(tag);
    length += tag.length + 1;
  }
  return tags.join(' ');
}
