// What a message says, apart from how it was written and how it is drawn. Everything that reads
// messages (rendering, mentions, previews) works on these nodes and never on markdown itself.

export type Inline =
  | { type: 'text'; text: string }
  | { type: 'strong' | 'em' | 'del'; children: readonly Inline[] }
  | { type: 'code'; text: string }
  | { type: 'break' }
  | { type: 'link'; href: string; title: string | undefined; children: readonly Inline[] }
  | { type: 'image'; src: string; alt: string; width: number | undefined; height: number | undefined }
  /** The name as written, perhaps with punctuation and words that do not belong to it: see mentions.ts. */
  | { type: 'mention'; name: string; isJoined?: boolean }
  | { type: 'channel'; name: string }
  | { type: 'hashtag'; tag: string }
  | { type: 'emoji'; name: string };

export interface ListItem {
  /** Only in task lists. */
  checked: boolean | undefined;
  children: readonly Block[];
}

export type Align = 'left' | 'center' | 'right' | undefined;

export type Block =
  | { type: 'paragraph'; children: readonly Inline[] }
  | { type: 'heading'; level: number; children: readonly Inline[] }
  | { type: 'quote'; children: readonly Block[] }
  | { type: 'list'; start: number | undefined; items: readonly ListItem[] }
  | { type: 'code'; language: string; text: string }
  | {
      type: 'table';
      align: readonly Align[];
      head: readonly (readonly Inline[])[];
      rows: readonly (readonly (readonly Inline[])[])[];
    }
  | { type: 'rule' }
  /** Text that is shown as it is, with its lines. */
  | { type: 'verbatim'; text: string };

/** Visits every inline node in reading order, nested ones after what holds them. */
export function walk(blocks: readonly Block[], visit: (node: Inline) => void): void {
  const inline = (nodes: readonly Inline[]): void => {
    for (const node of nodes) {
      visit(node);
      if ('children' in node) inline(node.children);
    }
  };
  for (const block of blocks) {
    if (block.type === 'paragraph' || block.type === 'heading') inline(block.children);
    else if (block.type === 'quote') walk(block.children, visit);
    else if (block.type === 'list') for (const item of block.items) walk(item.children, visit);
    else if (block.type === 'table')
      for (const cells of [block.head, ...block.rows]) for (const cell of cells) inline(cell);
  }
}

/** The words alone, on one line: for previews, notifications and labels. */
export function plainText(blocks: readonly Block[]): string {
  return blocks.map(plainBlock).join(' ').replaceAll(/\s+/g, ' ').trim();
}

function plainBlock(block: Block): string {
  switch (block.type) {
    case 'quote':
      return block.children.map(plainBlock).join(' ');
    case 'list':
      return block.items.map((item) => item.children.map(plainBlock).join(' ')).join(', ');
    case 'code':
    case 'verbatim':
      return block.text;
    case 'table':
      return [block.head, ...block.rows].map((cells) => cells.map(plainInline).join(' ')).join(', ');
    case 'rule':
      return '';
    default:
      return plainInline(block.children);
  }
}

export function plainInline(nodes: readonly Inline[]): string {
  return nodes.map(plainNode).join('');
}

function plainNode(node: Inline): string {
  if ('children' in node) return plainInline(node.children);
  if (node.type === 'break') return ' ';
  if (node.type === 'image') return node.alt || node.src;
  return node.type === 'text' || node.type === 'code' ? node.text : written(node);
}

/** A word with a meaning of its own, as it was typed. */
export function written(node: Extract<Inline, { type: 'mention' | 'channel' | 'hashtag' | 'emoji' }>): string {
  if (node.type === 'hashtag') return `#${node.tag}`;
  if (node.type === 'emoji') return `:${node.name}:`;
  return node.type === 'mention' ? `@${node.name}` : `~${node.name}`;
}

/** Longer text than ten emoji of the longest sequences can be. */
const longestEmoji = 400;

/** One to ten emoji and nothing else: such messages are drawn large. */
export function isOnlyEmoji(blocks: readonly Block[]): boolean {
  const [only] = blocks;
  if (blocks.length !== 1 || only?.type !== 'paragraph' || only.children.length > 20) return false;
  let count = 0;
  for (const node of only.children) {
    if (node.type === 'emoji') count++;
    else if (node.type === 'text' && node.text.length <= longestEmoji) {
      // Taken out one by one, never tried in several ways: an emoji with a skin tone is also two of them.
      const rest = node.text.replaceAll(/\p{RGI_Emoji}/gv, () => ((count += 1), ''));
      if (rest.trim() !== '') return false;
    } else return false;
  }
  return count > 0 && count <= 10;
}
