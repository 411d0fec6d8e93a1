/** Which words of a message may mention somebody (reference: wire/posts-and-mentions.md §5). Pure. */

/**
 * The message without what Markdown shows as code or hides as an address. Mentions count in plain text only.
 * Linear in the length of the message, whatever it holds.
 */
export function plainText(markdown: string): string {
  if (!/[`~\][]|^(?: {4}|\t)|:\/\/|www\./im.test(markdown)) return markdown;
  return withoutAddresses(withoutLinkTargets(withoutCodeSpans(withoutCodeBlocks(markdown))));
}

function withoutCodeBlocks(markdown: string): string {
  const kept: string[] = [];
  let fence: { mark: string; length: number } | undefined;
  let afterBlank = true;
  for (const line of markdown.split('\n')) {
    const marks = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line);
    const run = marks?.[1] ?? '';
    if (fence) {
      if (run.startsWith(fence.mark) && run.length >= fence.length && (marks?.[2] ?? '').trim() === '')
        fence = undefined;
      continue;
    }
    // A backtick in the rest of the line makes it a code span, not a fence.
    if (run !== '' && !(run[0] === '`' && (marks?.[2] ?? '').includes('`'))) {
      fence = { mark: run[0] ?? '`', length: run.length };
      continue;
    }
    const indented = afterBlank && /^(?: {4}|\t)\s*\S/.test(line);
    if (!indented) {
      kept.push(line);
      afterBlank = line.trim() === '';
    }
  }
  return kept.join('\n');
}

function withoutCodeSpans(text: string): string {
  if (!text.includes('`')) return text;
  const runs = [...text.matchAll(/`+/g)];
  // From the back, so that each run knows the next one of its own length without a search.
  const nextOfLength = new Map<number, number>();
  const closingOf = runs.map(() => -1);
  for (let position = runs.length - 1; position >= 0; position -= 1) {
    const length = runs[position]?.[0].length ?? 0;
    closingOf[position] = nextOfLength.get(length) ?? -1;
    nextOfLength.set(length, position);
  }
  let result = '';
  let from = 0;
  let skipUntil = 0;
  for (const [position, run] of runs.entries()) {
    if (position < skipUntil) continue;
    const closing = closingOf[position] ?? -1;
    const close = runs[closing];
    if (!close) continue;
    result += `${text.slice(from, run.index)} `;
    from = close.index + close[0].length;
    skipUntil = closing + 1;
  }
  return result + text.slice(from);
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
