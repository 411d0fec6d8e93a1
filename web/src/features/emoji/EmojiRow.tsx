import type { CSSProperties } from 'react';

import { Emoji } from '../../text/Emoji.tsx';
import { type Choice, columns, type Row } from './rows.ts';

export interface EmojiRowProps {
  row: Row;
  title: string;
  /** The column that is chosen now, if it is in this row. */
  active: number | undefined;
  cellId: (column: number) => string;
  onPoint: (column: number) => void;
  onPick: (choice: Choice, more: boolean) => void;
}

/** One row of the picker's list. Focus stays in the search field, so cells only take the pointer. */
export function EmojiRow({ row, title, active, cellId, onPoint, onPick }: EmojiRowProps) {
  if (row.type === 'title') return <h4 role="presentation">{title}</h4>;
  return (
    <div className="grid" role="presentation" style={{ '--columns': columns } as CSSProperties}>
      {row.choices.map((choice, column) => (
        <button
          key={choice.name}
          type="button"
          // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- An <option> cannot hold a picture.
          role="option"
          id={cellId(column)}
          className={active === column ? 'on' : undefined}
          aria-selected={active === column}
          aria-label={choice.name.replaceAll('_', ' ')}
          tabIndex={-1}
          onPointerMove={() => active !== column && onPoint(column)}
          onPointerDown={(event) => event.preventDefault()}
          onClick={(event) => onPick(choice, event.shiftKey)}
        >
          <Emoji name={choice.name} picture={choice.picture} />
        </button>
      ))}
    </div>
  );
}
