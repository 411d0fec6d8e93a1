/** Messages take focus one at a time: arrows move it, and Tab stops at one of them only. */
export function rowFocus(rowKey: string, isStop: boolean): { 'data-row': string; tabIndex: number } {
  return { 'data-row': rowKey, tabIndex: isStop ? 0 : -1 };
}

/** What Tab would come to inside an element, in its order. */
export function tabStopsIn(element: HTMLElement): HTMLElement[] {
  return [...element.querySelectorAll<HTMLElement>('a[href], button, input, textarea, select, [tabindex]')].filter(
    (one) => one.tabIndex >= 0 && !one.matches(':disabled') && one.getClientRects().length > 0,
  );
}

/** At least the first line of a row is to be seen. */
export function isInView(row: HTMLElement, within: HTMLElement): boolean {
  const { top, bottom } = row.getBoundingClientRect();
  const frame = within.getBoundingClientRect();
  return bottom > frame.top && top < frame.bottom;
}
