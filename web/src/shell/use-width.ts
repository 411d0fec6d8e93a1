import { useSyncExternalStore } from 'react';

/** `phone`: one level at a time. `drawer`: the sidebar comes over the sheet. `over`: the panel does. `wide`: all beside. */
export type Width = 'phone' | 'drawer' | 'over' | 'wide';

const steps: [query: MediaQueryList, width: Width][] =
  typeof matchMedia === 'undefined'
    ? []
    : [
        [matchMedia('(max-width: 767px)'), 'phone'],
        [matchMedia('(max-width: 1023px)'), 'drawer'],
        [matchMedia('(max-width: 1279px)'), 'over'],
      ];

export function useWidth(): Width {
  return useSyncExternalStore(subscribe, widthNow);
}

export function widthNow(): Width {
  return steps.find(([query]) => query.matches)?.[1] ?? 'wide';
}

function subscribe(listener: () => void): () => void {
  for (const [query] of steps) query.addEventListener('change', listener);
  return () => {
    for (const [query] of steps) query.removeEventListener('change', listener);
  };
}
