/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a select cannot hold avatars, nor be ruled by a field */
import { type ReactNode, useEffect } from 'react';

import { classNames } from './class-names.ts';

export interface PickListProps<T> {
  /** The field that rules the list points at it, and at its options, by this id (see `pickedId`). */
  id: string;
  label: string;
  items: readonly T[];
  keyOf: (item: T) => string;
  /** The heading over an item and those after it that have the same. */
  headingOf?: (item: T) => string;
  /** Index of the current one. */
  current: number;
  onPoint: (index: number) => void;
  onPick: (item: T) => void;
  children: (item: T, isCurrent: boolean) => ReactNode;
  className?: string;
  busy?: boolean;
  /** What stands there when nothing is offered. */
  none?: ReactNode;
}

/** Offers under a field in which focus stays: the pointer points and presses, the field does the rest. */
export function PickList<T>(props: PickListProps<T>) {
  const { id, label, items, keyOf, headingOf, current, onPoint, onPick, children, className, busy, none } = props;
  useEffect(() => {
    document.getElementById(pickedId(id, current))?.scrollIntoView({ block: 'nearest' });
  }, [id, current]);
  const option = (item: T, index: number) => (
    <div
      key={keyOf(item)}
      id={pickedId(id, index)}
      role="option"
      tabIndex={-1}
      aria-selected={index === current}
      className={classNames('mi', index === current && 'on')}
      onPointerMove={() => index !== current && onPoint(index)}
      onPointerDown={(event) => {
        event.preventDefault();
        onPick(item);
      }}
    >
      {children(item, index === current)}
    </div>
  );
  return (
    <div className={classNames('menu', className)} id={id} role="listbox" aria-label={label} aria-busy={busy}>
      {headingOf
        ? headed(items, headingOf).map(({ heading, from, members }) => (
            <div key={heading} role="group" aria-label={heading}>
              <h4 aria-hidden="true">{heading}</h4>
              {members.map((item, index) => option(item, from + index))}
            </div>
          ))
        : items.map(option)}
      {items.length === 0 && none}
    </div>
  );
}

function headed<T>(items: readonly T[], headingOf: (item: T) => string) {
  const groups: { heading: string; from: number; members: T[] }[] = [];
  for (const [index, item] of items.entries()) {
    const heading = headingOf(item);
    const last = groups.at(-1);
    if (last?.heading === heading) last.members.push(item);
    else groups.push({ heading, from: index, members: [item] });
  }
  return groups;
}

/** For the field's `aria-activedescendant`. */
export function pickedId(listId: string, index: number): string {
  return `${listId}-${index}`;
}

/** The index that an arrow key leads to, or undefined for other keys. */
export function steppedTo(key: string, current: number, count: number): number | undefined {
  const step = { ArrowDown: 1, ArrowUp: -1 }[key];
  return step === undefined || count === 0 ? undefined : (current + step + count) % count;
}
