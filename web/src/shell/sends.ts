import type { KeyboardEvent } from 'react';

import { isInFence } from '../text/fence.ts';
import { isTouch } from '../ui/is-touch.ts';

/** Enter sends, unless it makes a new line: with Shift, in fenced code, and on touch, where there is a button. */
export function sends(event: KeyboardEvent<HTMLTextAreaElement>): boolean {
  if (event.shiftKey || event.altKey || isTouch()) return false;
  const { value, selectionStart } = event.currentTarget;
  return event.ctrlKey || event.metaKey || !isInFence(value, selectionStart);
}
