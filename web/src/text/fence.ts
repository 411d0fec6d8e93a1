/** Where the caret stands in fenced code, by the same rule as the text is read: an opening line, until one closes it. */
const fence = /^(?:\s*>)*\s*(`{3,}|~{3,})(.*)$/;

/** True when a fence was opened before the caret and not closed. The line of the caret counts up to the caret. */
export function isInFence(text: string, caret: number): boolean {
  let open: string | undefined;
  for (const line of text.slice(0, caret).split('\n')) {
    const [, mark = '', rest = ''] = fence.exec(line) ?? [];
    if (mark === '') continue;
    if (open === undefined) {
      // Backticks behind backticks are code within a line.
      if (!(mark.startsWith('`') && rest.includes('`'))) open = mark;
    } else if (mark[0] === open[0] && mark.length >= open.length && rest.trim() === '') open = undefined;
  }
  return open !== undefined;
}
