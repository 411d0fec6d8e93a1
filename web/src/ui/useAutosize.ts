import { type RefObject, useLayoutEffect } from 'react';

/** The field is as high as its text, up to what its style allows. */
export function useAutosize(area: RefObject<HTMLTextAreaElement | null>, text: string): void {
  useLayoutEffect(() => {
    if (area.current) fit(area.current, text);
  }, [area, text]);
}

function fit(area: HTMLTextAreaElement, text: string): void {
  area.style.height = 'auto';
  // Empty, it is as high as one line whatever its placeholder says.
  if (text !== '') area.style.height = `${area.scrollHeight}px`;
}
