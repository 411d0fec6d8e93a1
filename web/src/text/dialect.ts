// The dialect of chat, as rules for marked's lexer. Three things differ from GitHub's markdown: HTML and
// reference definitions are text; a single ~ belongs to channel names; and whatever costs more than
// linear time, or nests without end, is bounded, because strangers send this.
import { Lexer, type Token, Tokenizer, type Tokens } from 'marked';

const deepestBlock = 8;
const deepestInline = 12;
/** Each try to close an emphasis or a code span may scan to the end; ordinary text fails a few times, hostile text always. */
const mostFailures = 300;

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
  private failures = 0;

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

  override blockquote(src: string) {
    return this.nested(() => super.blockquote(src));
  }

  override list(src: string) {
    return this.nested(() => super.list(src));
  }

  /** GitHub's rule drops cells beyond the columns of the head; here such lines are no table. */
  override table(src: string) {
    const token = super.table(src);
    if (!token) return undefined;
    const cells = [token.header, ...token.rows].flat().map((cell) => cell.text);
    return letters(cells.join('')) === letters(token.raw) ? token : undefined;
  }

  override emStrong(src: string, masked: string, before?: string) {
    if ((src[0] !== '*' && src[0] !== '_') || this.failures > mostFailures) return undefined;
    const token = this.within(() => super.emStrong(src, masked, before));
    if (!token) this.failures++;
    return token;
  }

  override codespan(src: string) {
    if (src[0] !== '`' || this.failures > mostFailures) return undefined;
    const token = super.codespan(src);
    // A long run of backticks is the dearest failure, and no code span that a person wrote.
    if (!token) this.failures += /^`+/.exec(src)?.[0].length ?? 1;
    return token;
  }

  override del(src: string) {
    if (!src.startsWith('~~') || src[2] === '~' || /^~~\s/.test(src)) return undefined;
    const end = src.indexOf('~~', 3);
    if (end < 0 || /\s/.test(src[end - 1] ?? ' ') || src[end + 2] === '~') return undefined;
    const text = src.slice(2, end);
    const tokens = this.within(() => this.lexer.inlineTokens(text));
    return tokens && { type: 'del' as const, raw: src.slice(0, end + 2), text, tokens };
  }

  override link(src: string): Tokens.Link | Tokens.Image | undefined {
    if (src[0] !== '[' && !src.startsWith('![')) return undefined;
    const sized = sizedImage.exec(src);
    if (sized) return image(sized);
    return this.within(() => super.link(src));
  }

  override url(src: string) {
    const found = address.exec(src)?.[0];
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
    const raw = src.slice(0, special.exec(src)?.index ?? src.length);
    return { type: 'text' as const, raw, text: raw, escaped: false };
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
