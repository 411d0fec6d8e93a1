// The beginning of a message that would take long to draw. Pure.
import type { Block, Inline, ListItem } from './nodes.ts';

/** Nobody reads more of a message before asking for the rest of it; reading it all would hold up the page. */
const longestBeginning = 4_000;
/** A line is not cut in two where it ends within so many characters before that. */
const nearEnd = 1_000;

/** The first part of a text, the text itself where it is short. Code is never cut: it can be copied as a whole. */
export function textBeginning(source: string): string {
  if (source.length <= longestBeginning) return source;
  const lineEnd = source.lastIndexOf('\n', longestBeginning);
  const end = lineEnd > longestBeginning - nearEnd ? lineEnd : betweenCharacters(source, longestBeginning);
  const open = openFence(source.slice(0, end));
  if (open === undefined) return source.slice(0, end);
  const closing = new RegExp(String.raw`\n[ \t>]*${open}[^\n]*`, 'g');
  closing.lastIndex = end;
  const closed = closing.exec(source);
  return closed ? source.slice(0, closed.index + closed[0].length) : source;
}

/** The fence of code that is open at the end of the text, also in a list or a quote. */
function openFence(text: string): string | undefined {
  let open: string | undefined;
  for (const [, fence = ''] of text.matchAll(/^(?:[ \t>]|[-*+] |\d{1,9}[.)] )*(`{3,}(?![^\n]*`)|~{3,})/gm)) {
    if (open === undefined) open = fence;
    else if (fence.startsWith(open)) open = undefined;
  }
  return open;
}

/** Not within a character of two halves. */
function betweenCharacters(text: string, end: number): number {
  return /[\uD800-\uDBFF]/.test(text[end - 1] ?? '') ? end - 1 : end;
}

/** What is left to spend, in elements or what takes as long as one. */
interface Purse {
  left: number;
}

/** Characters that take about as long to lay out as an element. */
const charactersPerElement = 100;
/** What comes with an element: header and button of code, frame and place of a picture, the box of a task. */
const codeBlock = 20;
const picture = 4;
const taskBox = 3;
/** Text without an element of its own, and where its line ends. */
const bareText = 0.5;
/** A button, or a character of a large font. */
const dearWord = 1;

/** As much of the blocks as `most` elements draw, cut wherever that ends; what is not cut is the same object. */
export function beginningOf(blocks: readonly Block[], most: number): readonly Block[] {
  return some(blocks, { left: most }, beginBlock);
}

/** The same for what stands on one line. */
export function beginningOfInlines(nodes: readonly Inline[], most: number): readonly Inline[] {
  return some(nodes, { left: most }, beginInline);
}

/** The first one always, then as long as the purse lasts. */
function some<T>(items: readonly T[], purse: Purse, begin: (item: T, purse: Purse) => T): readonly T[] {
  const begun: T[] = [];
  let isSame = true;
  for (const item of items) {
    if (purse.left < 0 && begun.length > 0) return begun;
    const next = begin(item, purse);
    isSame &&= next === item;
    begun.push(next);
  }
  return isSame ? items : begun;
}

function beginBlock(block: Block, purse: Purse): Block {
  purse.left -= 1;
  switch (block.type) {
    case 'paragraph':
    case 'heading': {
      const children = some(block.children, purse, beginInline);
      return children === block.children ? block : { ...block, children };
    }
    case 'quote': {
      const children = some(block.children, purse, beginBlock);
      return children === block.children ? block : { ...block, children };
    }
    case 'list': {
      const items = some(block.items, purse, beginItem);
      return items === block.items ? block : { ...block, items };
    }
    case 'table': {
      const row = (cells: Row) => some(cells, purse, beginCell);
      const [head, rows] = [row(block.head), some(block.rows, purse, row)];
      return head === block.head && rows === block.rows ? block : { ...block, head, rows };
    }
    case 'code':
      purse.left -= codeBlock;
      return block;
    case 'verbatim': {
      const text = cut(block.text, purse);
      return text === block.text ? block : { ...block, text };
    }
    default:
      return block;
  }
}

type Row = readonly (readonly Inline[])[];

function beginItem(item: ListItem, purse: Purse): ListItem {
  purse.left -= item.checked === undefined ? 1 : 1 + taskBox;
  const children = some(item.children, purse, beginBlock);
  return children === item.children ? item : { ...item, children };
}

function beginCell(cell: readonly Inline[], purse: Purse): readonly Inline[] {
  purse.left -= 1;
  return some(cell, purse, beginInline);
}

function beginInline(node: Inline, purse: Purse): Inline {
  purse.left -= node.type === 'text' || node.type === 'break' ? bareText : 1;
  if ('children' in node) {
    const children = some(node.children, purse, beginInline);
    return children === node.children ? node : { ...node, children };
  }
  if (node.type === 'image') purse.left -= picture;
  if (node.type === 'mention' || node.type === 'emoji') purse.left -= dearWord;
  if (node.type !== 'text' && node.type !== 'code') return node;
  const text = cut(node.text, purse);
  return text === node.text ? node : { ...node, text };
}

/** Text up to where the purse is empty, but never less than a line of it. */
function cut(text: string, purse: Purse): string {
  const most = Math.max(charactersPerElement, (purse.left + 1) * charactersPerElement);
  purse.left -= Math.floor(text.length / charactersPerElement);
  if (text.length <= most) return text;
  return `${text.slice(0, betweenCharacters(text, most))}…`;
}

/** More than any message takes; halves of it are still exact. */
const heaviest = 2 ** 40;

/** What all of it would take from the purse. */
export function weightOf(blocks: readonly Block[]): number {
  const purse = { left: heaviest };
  some(blocks, purse, beginBlock);
  return heaviest - purse.left;
}
