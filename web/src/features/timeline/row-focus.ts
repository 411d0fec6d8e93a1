/** Messages take focus one at a time: arrows move it, and Tab stops at one of them only. */
export function rowFocus(rowKey: string, isStop: boolean): { 'data-row': string; tabIndex: number } {
  return { 'data-row': rowKey, tabIndex: isStop ? 0 : -1 };
}
