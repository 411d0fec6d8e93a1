import { type RefObject, useLayoutEffect, useRef } from 'react';

import { type Alignment, place, type Side } from './place.ts';

export interface PlacedInput {
  /** What it stands beside. */
  anchor: Element;
  side: Side;
  align: Alignment;
  gap: number;
}

/**
 * For an element with the popover attribute: shows it in the browser's top layer, where nothing clips or
 * covers it, and keeps it beside its anchor while the page scrolls or its size changes.
 */
export function usePlaced<T extends HTMLElement>({ anchor, side, align, gap }: PlacedInput): RefObject<T | null> {
  const floating = useRef<T>(null);
  useLayoutEffect(() => {
    const element = floating.current;
    if (!element) return undefined;
    const move = () => {
      const { x, y } = place({
        anchor: anchor.getBoundingClientRect(),
        size: { width: element.offsetWidth, height: element.offsetHeight },
        screen: { width: document.documentElement.clientWidth, height: window.innerHeight },
        isRtl: getComputedStyle(element).direction === 'rtl',
        side,
        align,
        gap,
      });
      element.style.left = `${x}px`;
      element.style.top = `${y}px`;
    };
    element.showPopover();
    move();
    const resized = new ResizeObserver(move);
    resized.observe(element);
    addEventListener('resize', move);
    addEventListener('scroll', move, { capture: true, passive: true });
    return () => {
      resized.disconnect();
      removeEventListener('resize', move);
      removeEventListener('scroll', move, { capture: true });
      if (element.matches(':popover-open')) element.hidePopover();
    };
  }, [anchor, side, align, gap]);
  return floating;
}
