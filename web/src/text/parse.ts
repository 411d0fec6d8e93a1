// Message text → nodes. Pure, and remembered.
import type { MarkedToken, Token, Tokens } from 'marked';

import { textBeginning } from './beginning.ts';
import { type SizedImage, tokenize } from './dialect.ts';
import { safeHref, safeImageSrc } from './links.ts';
import type { Align, Block, Inline, ListItem } from './nodes.ts';
import { remember } from './remember.ts';
import { splitLabel, splitWords } from './words.ts';

/** Beyond the longest message there is; longer text (attachments may be) is shown as it is, unformatted. */
const longestFormatted = 20_000;

/** Never throws; what it cannot read stays text. The result is shared and must not be changed. */
export const parse: (source: string) => readonly Block[] = remember(400, parseAfresh);

/** What is shown of a long message before somebody asks for the rest, and what lists and titles need of any. */
export const parseBeginning = (source: string): readonly Block[] => parse(textBeginning(source));

function parseAfresh(source: string): Block[] {
  if (source.length > longestFormatted) return [{ type: 'verbatim', text: source }];
  try {
    return toBlocks(tokenize(source));
  } catch {
    // The lexer is not ours; a message that breaks it must not break the channel.
    return [{ type: 'verbatim', text: source }];
  }
}

const lineBreak: Inline = { type: 'break' };

function toBlocks(tokens: readonly Token[]): Block[] {
  return tokens.flatMap((token) => toBlock(token as MarkedToken));
}

function toBlock(token: MarkedToken): Block[] {
  switch (token.type) {
    case 'paragraph':
    case 'text':
      return [{ type: 'paragraph', children: toInlines(token.tokens ?? [plain(token.text)]) }];
    case 'heading':
      return [{ type: 'heading', level: token.depth, children: toInlines(token.tokens) }];
    case 'blockquote':
      return [{ type: 'quote', children: toBlocks(token.tokens) }];
    case 'list':
      return [{ type: 'list', start: token.start === '' ? undefined : token.start, items: token.items.map(toItem) }];
    case 'code':
      return [{ type: 'code', language: (token.lang ?? '').trim(), text: token.text }];
    case 'table':
      return [toTable(token)];
    case 'hr':
      return [{ type: 'rule' }];
    case 'space':
    case 'checkbox':
      return [];
    default:
      return token.raw.trim() === '' ? [] : [{ type: 'verbatim', text: token.raw }];
  }
}

function toItem(item: Tokens.ListItem): ListItem {
  return { checked: item.task ? item.checked === true : undefined, children: toBlocks(item.tokens) };
}

function toTable(token: Tokens.Table): Block {
  const cells = (row: Tokens.TableCell[]) => row.map((cell) => toInlines(cell.tokens));
  const align = token.align.map((side): Align => side ?? undefined);
  return { type: 'table', align, head: cells(token.header), rows: token.rows.map(cells) };
}

function toInlines(tokens: readonly Token[], insideLink = false): Inline[] {
  return tokens.flatMap((token) => toInline(token as MarkedToken, insideLink));
}

function toInline(token: MarkedToken, insideLink: boolean): Inline[] {
  switch (token.type) {
    case 'text': {
      const text = decodeEntities(token.text);
      // Inside a link only the link can be followed.
      return insideLink
        ? splitLabel(text)
        : lines(text).flatMap((line, at) => [...(at > 0 ? [lineBreak] : []), ...splitWords(line)]);
    }
    case 'escape':
      return [{ type: 'text', text: token.text }];
    case 'strong':
    case 'em':
    case 'del':
      return [{ type: token.type, children: toInlines(token.tokens ?? [], insideLink) }];
    case 'codespan':
      return [{ type: 'code', text: token.text }];
    case 'br':
      return [lineBreak];
    case 'checkbox':
      return [];
    case 'link':
      return toLink(token, insideLink);
    case 'image':
      return toImage(token);
    default:
      return [{ type: 'text', text: token.raw }];
  }
}

function toLink(token: Tokens.Link, insideLink: boolean): Inline[] {
  const href = safeHref(decodeEntities(token.href));
  if (href === undefined || insideLink) return [{ type: 'text', text: token.raw }];
  const children = toInlines(token.tokens, true);
  return [{ type: 'link', href, title: token.title || undefined, children }];
}

function toImage(token: Tokens.Image): Inline[] {
  const src = safeImageSrc(decodeEntities(token.href));
  if (src === undefined) return [{ type: 'text', text: token.raw }];
  const { width, height } = token as Partial<SizedImage>;
  return [{ type: 'image', src, alt: decodeEntities(token.text), width, height }];
}

/** The lexer makes breaks of lines, but not of what it leaves unread. */
function lines(text: string): string[] {
  return text.includes('\n') ? text.split('\n') : [text];
}

const plain = (text: string): Token => ({ type: 'text', raw: text, text });

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

/** Wire: integrations send text escaped for HTML, and official clients show it unescaped. */
function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(
    /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(amp|lt|gt|quot|apos|nbsp));/g,
    (whole, ten, hex, name) => {
      if (typeof name === 'string') return entities[name] ?? whole;
      const code = typeof ten === 'string' ? Number(ten) : Number.parseInt(String(hex), 16);
      return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : whole;
    },
  );
}
