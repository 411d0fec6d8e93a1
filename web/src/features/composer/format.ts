/** Markdown around the selection: what the buttons under the field do. Pure. */
export interface Selection {
  text: string;
  start: number;
  end: number;
}

export type Format = 'bold' | 'italic' | 'strike' | 'code' | 'link' | 'list' | 'quote';

const around = { bold: '**', italic: '*', strike: '~~' } as const;

/** The text with the format put on the selection, or taken off where it is on; what was selected stays so. */
export function applyFormat(selection: Selection, format: Format): Selection {
  switch (format) {
    case 'code':
      return isManyLines(selection) ? fence(selection) : wrap(selection, '`');
    case 'link':
      return link(selection);
    case 'list':
      return prefixLines(selection, '- ');
    case 'quote':
      return prefixLines(selection, '> ');
    default:
      return wrap(selection, around[format]);
  }
}

/** Puts text in place of the selection, with the caret behind it. */
export function insertText({ text, start, end }: Selection, inserted: string): Selection {
  const caret = start + inserted.length;
  return { text: text.slice(0, start) + inserted + text.slice(end), start: caret, end: caret };
}

function wrap({ text, start, end }: Selection, mark: string): Selection {
  const { length } = mark;
  const isOn = text.slice(start - length, start) === mark && text.slice(end, end + length) === mark;
  // A single star inside of two is bold, not italic.
  const isPartOfLonger =
    mark === '*' && text.slice(start - 2, start) === '**' && text.slice(start - 3, start) !== '***';
  if (isOn && !isPartOfLonger) {
    const bare = text.slice(0, start - length) + text.slice(start, end) + text.slice(end + length);
    return { text: bare, start: start - length, end: end - length };
  }
  const marked = text.slice(0, start) + mark + text.slice(start, end) + mark + text.slice(end);
  return { text: marked, start: start + length, end: end + length };
}

function link({ text, start, end }: Selection): Selection {
  const label = text.slice(start, end);
  const isAddress = /^https?:\/\/\S+$/.test(label);
  const inserted = isAddress ? `[](${label})` : `[${label}]()`;
  const caret = start + (isAddress || label === '' ? 1 : label.length + 3);
  return { text: text.slice(0, start) + inserted + text.slice(end), start: caret, end: caret };
}

function fence({ text, start, end }: Selection): Selection {
  const before = start > 0 && text[start - 1] !== '\n' ? '\n' : '';
  const after = end < text.length && text[end] !== '\n' ? '\n' : '';
  const opening = `${before}\`\`\`\n`;
  const inserted = `${opening}${text.slice(start, end)}\n\`\`\`${after}`;
  const first = start + opening.length;
  return { text: text.slice(0, start) + inserted + text.slice(end), start: first, end: first + end - start };
}

function prefixLines({ text, start, end }: Selection, prefix: string): Selection {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const lines = text.slice(from, end).split('\n');
  const isOn = lines.every((line) => line.startsWith(prefix));
  const changed = lines.map((line) => (isOn ? line.slice(prefix.length) : prefix + line)).join('\n');
  const moved = isOn ? -prefix.length : prefix.length;
  return {
    text: text.slice(0, from) + changed + text.slice(end),
    start: Math.max(from, start + moved),
    end: end + moved * lines.length,
  };
}

function isManyLines({ text, start, end }: Selection): boolean {
  return text.slice(start, end).includes('\n');
}
