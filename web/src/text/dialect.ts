// The dialect of chat, as rules for marked's lexer. Three things differ from GitHub's markdown: HTML and
// reference definitions are text; a single ~ belongs to channel names; and whatever costs more than
// linear time, or nests without end, is bounded, because strangers send this.
import { Lexer, type Token, Tokenizer, type Tokens } from 'marked';

const deepestBlock = 8;
const deepestInline = 12;
/**
 * Characters that failed tries to close something may scan in all. Each may scan to the end of its paragraph; ordinary
 * text fails a few times, hostile text always. What is spent stays literal from there on.
 */
const mostScanned = 150_000;
/** Beyond so many pieces of a paragraph, items of lists and cells of tables, text stays as it was written. */
const mostPieces = 2_000;
const mostItems = 1_000;
const mostCells = 1_500;
/** A label of a link is looked for this far, and no further. */
const longestLabel = 2_000;
/** A list is read in parts of about so many characters: the lexer's time grows with the square of a list's length. */
const longestList = 2_000;

const special = /[\\<!`[*~_\n]|(?:https?|ftp):\/\/|www\.|mailto:|tel:/gi;
const address = /^(?:(?:https?|ftp):\/\/|www\.|mailto:|tel:)[^\s<>"`、。，！？；：（）「」『』【】《》]+/i;
const sizedImage =
  /^!\[((?:\\.|[^\]\\\n]){0,1000})\]\(\s{0,8}([^\s()<>]{1,2000})\s{1,8}=(\d{1,4})?(?:x(\d{1,4})?)?\s{0,8}\)/;

export interface SizedImage extends Tokens.Generic {
  type: 'image';
  href: string;
  text: string;
  width: number | undefined;
  height: number | undefined;
}

/** Never throws, whatever the text; the tokens hold no html and no definitions. */
export function tokenize(source: string): Token[] {
  const tokenizer = new ChatTokenizer();
  const lexer = new Lexer({ gfm: true, breaks: true, tokenizer });
  // Without definitions nothing refers to one, and the search for such references is the slowest rule of all.
  const { inline } = tokenizer.rules;
  tokenizer.rules = { ...tokenizer.rules, inline: { ...inline, reflinkSearch: /(?!)/g } };
  return lexer.lex(source);
}

class ChatTokenizer extends Tokenizer {
  private blockDepth = 0;
  private inlineDepth = 0;
  private scanned = 0;
  private pieces = 0;
  private items = 0;
  private cells = 0;

  override html() {
    return undefined;
  }

  override tag() {
    return undefined;
  }

  override def() {
    return undefined;
  }

  override reflink() {
    return undefined;
  }

  override escape(src: string) {
    if (this.isSpent()) return undefined;
    const token = super.escape(src);
    if (token) this.pieces++;
    return token;
  }

  override autolink(src: string) {
    return this.isSpent() ? undefined : super.autolink(src);
  }

  override blockquote(src: string) {
    return this.nested(() => super.blockquote(src));
  }

  override list(src: string) {
    if (this.items > mostItems) return undefined;
    const token = this.nested(() => super.list(partOfList(src)));
    if (token) this.items += token.items.length;
    return token;
  }

  /** GitHub's rule drops cells beyond the columns of the head; here such lines are no table. */
  override table(src: string) {
    if (this.cells > mostCells) return undefined;
    const token = super.table(src);
    if (!token) return undefined;
    this.cells += token.header.length * (token.rows.length + 1);
    const cells = [token.header, ...token.rows].flat().map((cell) => cell.text);
    return letters(cells.join('')) === letters(token.raw) ? token : undefined;
  }

  override emStrong(src: string, masked: string, before?: string) {
    if ((src[0] !== '*' && src[0] !== '_') || this.isSpent()) return undefined;
    // Inside a word an underscore begins nothing.
    if (src[0] === '_' && before !== undefined && /[\p{L}\p{N}]$/u.test(before)) return undefined;
    const token = this.within(() => super.emStrong(src, masked, before));
    if (token) this.pieces++;
    else this.scanned += src.length;
    return token;
  }

  override codespan(src: string) {
    if (src[0] !== '`' || this.isSpent()) return undefined;
    const token = super.codespan(src);
    // A long run of backticks is the dearest failure, and no code span that a person wrote.
    if (!token) this.scanned += src.length * (/^`+/.exec(src)?.[0].length ?? 1);
    return token;
  }

  override del(src: string) {
    if (!src.startsWith('~~') || src[2] === '~' || /^~~\s/.test(src)) return undefined;
    if (this.isSpent()) return undefined;
    const end = src.indexOf('~~', 3);
    if (end < 0) this.scanned += src.length;
    if (end < 0 || /\s/.test(src[end - 1] ?? ' ') || src[end + 2] === '~') return undefined;
    const text = src.slice(2, end);
    const tokens = this.within(() => this.lexer.inlineTokens(text));
    return tokens && { type: 'del' as const, raw: src.slice(0, end + 2), text, tokens };
  }

  override link(src: string): Tokens.Link | Tokens.Image | undefined {
    if (src[0] !== '[' && !src.startsWith('![')) return undefined;
    if (this.isSpent() || !src.slice(0, longestLabel).includes('](')) return undefined;
    const sized = sizedImage.exec(src);
    if (sized) return image(sized);
    const token = this.within(() => super.link(src));
    if (!token) this.scanned += src.length;
    return token;
  }

  override url(src: string) {
    const found = this.isSpent() ? undefined : address.exec(src)?.[0];
    if (found === undefined) return undefined;
    const raw = withoutTrailingPunctuation(found);
    // "https://" and "www." alone are no addresses.
    if (!/[\p{L}\p{N}]/u.test(raw.replace(/^[a-z]+:(?:\/\/)?|^www\./i, ''))) return undefined;
    const href = /^www\./i.test(raw) ? `http://${raw}` : raw;
    return { type: 'link' as const, raw, text: raw, href, tokens: [{ type: 'text' as const, raw, text: raw }] };
  }

  /** Up to whatever another rule might want; one character at least, so that the lexer moves on. */
  override inlineText(src: string) {
    special.lastIndex = 1;
    // With nothing left to spend this is all that is left, too.
    if (this.isSpent()) return { type: 'text' as const, raw: src, text: src, escaped: false };
    this.pieces++;
    const raw = src.slice(0, special.exec(src)?.index ?? src.length);
    return { type: 'text' as const, raw, text: raw, escaped: false };
  }

  private isSpent(): boolean {
    return this.scanned > mostScanned || this.pieces > mostPieces;
  }

  private nested<T>(tokenizeIt: () => T): T | undefined {
    if (this.blockDepth >= deepestBlock) return undefined;
    this.blockDepth++;
    try {
      return tokenizeIt();
    } finally {
      this.blockDepth--;
    }
  }

  private within<T>(tokenizeIt: () => T): T | undefined {
    if (this.inlineDepth >= deepestInline) return undefined;
    this.inlineDepth++;
    try {
      return tokenizeIt();
    } finally {
      this.inlineDepth--;
    }
  }
}

/** The beginning of a long list, up to an item that is not inside another; the rest is read as a list that goes on. */
function partOfList(src: string): string {
  if (src.length <= longestList || !/^ {0,3}(?:[-*+]|\d{1,9}[.)])(?:[ \t]|\n|$)/.test(src)) return src;
  const next = /\n(?=(?:[-*+]|\d{1,9}[.)])[ \t])/g;
  next.lastIndex = longestList;
  const end = next.exec(src)?.index;
  return end === undefined ? src : src.slice(0, end + 1);
}

function image([raw, text = '', href = '', width, height]: RegExpExecArray): Tokens.Image & SizedImage {
  const pixels = (digits: string | undefined) => (digits === undefined ? undefined : Number(digits));
  return { type: 'image', raw, href, title: null, text, tokens: [], width: pixels(width), height: pixels(height) };
}

function letters(text: string): number {
  return text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
}

/** What ends a sentence does not end an address; a closing bracket does if it was opened inside. */
function withoutTrailingPunctuation(text: string): string {
  let open = text.split('(').length - text.split(')').length;
  let end = text.length;
  for (; end > 0; end--) {
    const last = text[end - 1] ?? '';
    if (last === ')' && open < 0) open++;
    else if (!/[?!.,:;*_~'"\]]/.test(last)) break;
  }
  return text.slice(0, end);
}
