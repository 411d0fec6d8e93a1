/** Where Markdown holds code: what stands there is shown as it was typed. Linear in the length of the text. */

export interface Piece {
  readonly text: string;
  readonly isCode: boolean;
}

export interface Fence {
  readonly mark: '`' | '~';
  readonly length: number;
  /** The line that opened it. */
  readonly opening: string;
}

/** A list's item may begin with a fence. */
const opens = /^(?: {0,3}(?:[-*+]|\d{1,9}[.)]) {1,4}){0,3} {0,3}(`{3,}|~{3,})(.*)$/s;

/** The fence that a line opens. A backtick in the rest of the line makes it a code span instead. */
export function openedFence(line: string): Fence | undefined {
  const [, run = '', rest = ''] = opens.exec(line) ?? [];
  if (run === '' || (run.startsWith('`') && rest.includes('`'))) return undefined;
  return { mark: run.startsWith('~') ? '~' : '`', length: run.length, opening: line };
}

export function closesFence(line: string, fence: Fence): boolean {
  const isInItem = !/^ {0,3}[`~]/.test(fence.opening);
  const [, run = ''] = (isInItem ? /^ *(`{3,}|~{3,})\s*$/ : /^ {0,3}(`{3,}|~{3,})\s*$/).exec(line) ?? [];
  return run.startsWith(fence.mark) && run.length >= fence.length;
}

/** Code spans never reach beyond their paragraph, so each is looked at by itself. */
function withSpans(paragraph: string, add: (text: string, isCode: boolean) => void): void {
  const runs = [...paragraph.matchAll(/`+/g)];
  // From the back, so that each run knows the next one of its own length without a search.
  const nextOfLength = new Map<number, number>();
  const closingOf = runs.map(() => -1);
  for (let position = runs.length - 1; position >= 0; position -= 1) {
    const length = runs[position]?.[0].length ?? 0;
    closingOf[position] = nextOfLength.get(length) ?? -1;
    nextOfLength.set(length, position);
  }
  let from = 0;
  let skipUntil = 0;
  for (const [position, run] of runs.entries()) {
    if (position < skipUntil) continue;
    const closing = closingOf[position] ?? -1;
    const close = runs[closing];
    if (!close) continue;
    const end = close.index + close[0].length;
    add(paragraph.slice(from, run.index), false);
    add(paragraph.slice(run.index, end), true);
    from = end;
    skipUntil = closing + 1;
  }
  add(paragraph.slice(from), false);
}

/** Fences and code spans apart from all else; joined again in order, the pieces are the text. */
export function codePieces(markdown: string): Piece[] {
  if (!/`|~~~/.test(markdown)) return [{ text: markdown, isCode: false }];
  const pieces: Piece[] = [];
  const add = (text: string, isCode: boolean) => void (text !== '' && pieces.push({ text, isCode }));
  let paragraph = '';
  let code = '';
  let fence: Fence | undefined;
  const endParagraph = () => {
    withSpans(paragraph, add);
    paragraph = '';
  };
  for (const line of markdown.split(/(?<=\n)/)) {
    const bare = line.replace(/\r?\n$/, '');
    if (fence) {
      code += line;
      if (!closesFence(bare, fence)) continue;
      add(code, true);
      code = '';
      fence = undefined;
      continue;
    }
    fence = openedFence(bare);
    if (fence) {
      endParagraph();
      code = line;
      continue;
    }
    paragraph += line;
    if (bare.trim() === '') endParagraph();
  }
  add(code, true);
  endParagraph();
  return pieces;
}
