import { type ComponentProps, useCallback, useState } from 'react';

export interface ScrollableProps extends ComponentProps<'div'> {
  /** What is in it, for those who reach it by key. */
  label: string;
}

type More = 'start' | 'end' | 'both' | undefined;

function moreOf({ scrollLeft, scrollWidth, clientWidth }: HTMLElement): More {
  const before = Math.abs(scrollLeft) > 1;
  const after = scrollWidth - clientWidth - Math.abs(scrollLeft) > 1;
  return before ? (after ? 'both' : 'start') : after ? 'end' : undefined;
}

/** Wide content: scrolls inside, fades where there is more, and is reached by key only while it scrolls. */
export function Scrollable({ label, children, ...rest }: ScrollableProps) {
  const [more, setMore] = useState<More>();
  const watch = useCallback((element: HTMLDivElement | null) => {
    if (!element) return undefined;
    const look = () => setMore(moreOf(element));
    const observer = new ResizeObserver(look);
    observer.observe(element);
    if (element.firstElementChild) observer.observe(element.firstElementChild);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, []);
  const reached = more === undefined ? {} : { tabIndex: 0, role: 'region', 'aria-label': label };
  return (
    <div ref={watch} data-more={more} {...reached} {...rest}>
      {children}
    </div>
  );
}
