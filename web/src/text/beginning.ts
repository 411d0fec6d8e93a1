// The beginning of a message that would take long to draw. Pure.
import type { Block, Inline, ListItem } from './nodes.ts';

/** What is left to spend, in elements or what takes as long as one. */
interface Purse {
  left: number;
}

/** Characters that take about as long to lay out as an element. */
const charactersPerElement = 100;
/** A code block brings a header and a button with it. */
const codeBlock = 20;

/** As much of the blocks as `most` elements draw, cut wherever that ends; the same array when that is all. */
export function beginningOf(blocks: readonly Block[], most: number): readonly Block[] {
  const purse = { left: most };
  const begun = some(blocks, purse, beginBlock);
  return purse.left >= 0 ? blocks : begun;
}

/** The same for what stands on one line. */
export function beginningOfInlines(nodes: readonly Inline[], most: number): readonly Inline[] {
  const purse = { left: most };
  const begun = some(nodes, purse, beginInline);
  return purse.left >= 0 ? nodes : begun;
}

/** The first one always, then as long as the purse lasts. */
function some<T>(items: readonly T[], purse: Purse, begin: (item: T, purse: Purse) => T): T[] {
  const begun: T[] = [];
  for (const item of items) {
    if (purse.left < 0 && begun.length > 0) break;
    begun.push(begin(item, purse));
  }
  return begun;
}

function beginBlock(block: Block, purse: Purse): Block {
  purse.left -= 1;
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return { ...block, children: some(block.children, purse, beginInline) };
    case 'quote':
      return { ...block, children: some(block.children, purse, beginBlock) };
    case 'list':
      return { ...block, items: some(block.items, purse, beginItem) };
    case 'table': {
      const row = (cells: Inline[][]) => some(cells, purse, beginCell);
      return { ...block, head: row(block.head), rows: some(block.rows, purse, row) };
    }
    case 'code':
      purse.left -= codeBlock;
      return block;
    case 'verbatim':
      return { ...block, text: cut(block.text, purse) };
    default:
      return block;
  }
}

function beginItem(item: ListItem, purse: Purse): ListItem {
  purse.left -= 1;
  return { ...item, children: some(item.children, purse, beginBlock) };
}

function beginCell(cell: Inline[], purse: Purse): Inline[] {
  purse.left -= 1;
  return some(cell, purse, beginInline);
}

function beginInline(node: Inline, purse: Purse): Inline {
  purse.left -= 1;
  if ('children' in node) return { ...node, children: some(node.children, purse, beginInline) };
  return node.type === 'text' || node.type === 'code' ? { ...node, text: cut(node.text, purse) } : node;
}

/** Text up to where the purse is empty, but never less than a line of it. */
function cut(text: string, purse: Purse): string {
  const most = Math.max(charactersPerElement, (purse.left + 1) * charactersPerElement);
  purse.left -= Math.floor(text.length / charactersPerElement);
  if (text.length <= most) return text;
  // Not within a character of two halves.
  const end = /[\uD800-\uDBFF]/.test(text[most - 1] ?? '') ? most - 1 : most;
  return `${text.slice(0, end)}…`;
}
