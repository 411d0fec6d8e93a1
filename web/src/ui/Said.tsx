import { useEffect } from 'react';
import { useStore } from 'zustand';

import { words } from './said.ts';

const staysMs = 1_800;

/** Once at the root. */
export function Said() {
  const word = useStore(words, (state) => state.last);
  useEffect(() => {
    if (!word) return undefined;
    const timer = setTimeout(() => words.setState({}, true), staysMs);
    return () => clearTimeout(timer);
  }, [word]);
  return (
    // Over dialogs too: a popover of the browser's is in the top layer.
    <output className="said" aria-live="polite">
      {word && (
        <span key={word.id} className="tip" ref={(element) => place(element, word.x, word.y)}>
          {word.text}
        </span>
      )}
    </output>
  );
}

function place(element: HTMLElement | null, x: number, y: number): void {
  if (!element) return;
  element.popover = 'manual';
  element.style.left = `${x}px`;
  element.style.top = `${y}px`;
  element.showPopover();
}
