/** Which words of a message may mention somebody (reference: wire/posts-and-mentions.md §5). Pure. */
import { codePieces } from './code-pieces.ts';

/**
 * The message without what Markdown shows as code or hides as an address. Mentions count in plain text only.
 * Linear in the length of the message, whatever it holds.
 */
export function plainText(markdown: string): string {
  if (!/[`~\][]|^(?: {4}|\t)|:\/\/|www\./im.test(markdown)) return markdown;
  return withoutAddresses(withoutLinkTargets(withoutCode(markdown)));
}

/** Stands where a code span was, so that blanks after it do not look like an indented line. */
const span = '\uFFFC';

/** Without fences, spans and what is indented after a blank line. */
function withoutCode(markdown: string): string {
  const text = codePieces(markdown)
    .map(({ text: piece, isCode }) => (isCode ? (piece.endsWith('\n') ? '' : span) : piece))
    .join('');
  let afterBlank = true;
  const kept = text.split('\n').filter((line) => {
    if (afterBlank && /^(?: {4}|\t)\s*\S/.test(line)) return false;
    afterBlank = line.trim() === '';
    return true;
  });
  return kept.join('\n').replaceAll(span, ' ');
}

function withoutLinkTargets(text: string): string {
  return text.includes('](') ? text.replace(/\]\([^()\s]*(?:\s+"[^"\n]*")?\)/g, '] ') : text;
}

/** A bare address is a link to itself: `https://example.com/@ann` calls nobody. */
const withoutAddresses = (text: string): string =>
  text.replace(/(?<![\p{L}\p{N}])(?:https?:\/\/|ftp:\/\/|www\.)[^\s<>()[\]]+/giu, ' ');

export interface MentionToken {
  /** The spellings to try, best first; each is looked up lower-cased, then exactly. The first that is known counts. */
  readonly tries: readonly string[];
  /** Parts of a word that is joined by `.`, `-` or `:`; each is looked up by itself when no spelling is known. */
  readonly parts: readonly string[];
}

const separators = /[^\p{L}\p{N}:.\-_@]+/u;

/** The words of plain text that could be a mention. */
export function mentionTokens(text: string): MentionToken[] {
  const tokens: MentionToken[] = [];
  for (const word of text.split(separators)) {
    if (word === '' || (word.length > 1 && word.startsWith(':') && word.endsWith(':'))) continue;
    const whole = word.replace(/^[:.\-_]+/, '');
    if (whole === '' || whole.length > 512) continue;
    const tries = [whole];
    for (let end = whole.length; end > 1 && /[.\-:_]/.test(whole[end - 1] ?? '');) {
      end -= 1;
      tries.push(whole.slice(0, end));
    }
    const parts = whole.startsWith('@') ? [] : whole.split(/[.\-:]/).filter((part) => part !== '' && part !== whole);
    tokens.push({ tries, parts });
  }
  return tokens;
}

const hashtagPattern = /(?:^|\s)#(\p{L}[\p{L}\p{N}_.-]*[\p{L}\p{N}_])/gu;

/** Space separated hashtags as stored with the post: `#release #v2`; at most 1000 characters, whole tags only. */
export function hashtagsOf(message: string, minimumLength = 3): string {
  if (!message.includes('#')) return '';
  const tags: string[] = [];
  let length = -1;
  for (const [, tag = ''] of plainText(message).matchAll(hashtagPattern)) {
    if (tag.length < minimumLength || length + tag.length + 2 > 1000) continue;
    tags.push(`#${tag}`);
    length += tag.length + 2;
  }
  return tags.join(' ');
}
