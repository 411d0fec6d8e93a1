import { type RefObject, useLayoutEffect } from 'react';

/**
 * Focus goes in on opening: to the element with data-first, to the first item of a menu, or to the
 * element itself; and back to the anchor on closing, unless it has gone elsewhere by then.
 */
export function useFocusInside(floating: RefObject<HTMLElement | null>, anchor: HTMLElement): void {
  useLayoutEffect(() => {
    const element = floating.current;
    const first = element?.querySelector<HTMLElement>('[data-first], [role^="menuitem"]:not([aria-disabled])');
    (first ?? element)?.focus({ preventScroll: true });
    return () => {
      const { activeElement } = document;
      if (!activeElement || activeElement === document.body || element?.contains(activeElement)) anchor.focus();
    };
  }, [floating, anchor]);
}
