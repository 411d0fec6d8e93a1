import { createElement, Fragment, memo, type ReactNode } from 'react';

import type { TextScope } from './scope.tsx';

export interface RunsProps<T> {
  items: readonly T[];
  scope: TextScope;
  /** The same function as long as it draws the same. `at`: which of the items it is. */
  draw: (item: T, scope: TextScope, at: number) => ReactNode;
}

interface RunProps<T> extends RunsProps<T> {
  /** Which of all items the first one is. */
  from: number;
}

const longestRun = 40;

/**
 * Draws a row of things in runs, of which only those with another thing than before are drawn anew: a long message grows
 * at its end, slice by slice.
 */
export function Runs<T>({ items, scope, draw }: RunsProps<T>) {
  const runs: ReactNode[] = [];
  for (let from = 0; from < items.length; from += longestRun) {
    runs.push(<Run items={items.slice(from, from + longestRun)} from={from} scope={scope} draw={draw} />);
  }
  // Spread as arguments: nothing is ever reordered, so it needs no keys.
  return createElement(Fragment, null, ...runs);
}

function DrawnRun<T>({ items, from, scope, draw }: RunProps<T>) {
  return createElement(Fragment, null, ...items.map((item, at) => draw(item, scope, from + at)));
}

function isSame<T>(before: RunProps<T>, now: RunProps<T>): boolean {
  if (before.scope !== now.scope || before.draw !== now.draw || before.items.length !== now.items.length) return false;
  return before.items.every((item, at) => item === now.items[at]);
}

// `memo` forgets that the component is generic.
const Run = memo(DrawnRun, isSame) as typeof DrawnRun;
