import { createElement, type MouseEvent, useEffect, useMemo, useRef } from 'react';
import { VList, type VListHandle } from 'virtua';

import type { Piece } from '../../../text/highlight.ts';
import { classNames } from '../../../ui/class-names.ts';
import { t } from '../../../words/words.ts';
import { piecesByLine, type Chosen } from './lines.ts';

export interface CodeLinesProps {
  lines: readonly string[];
  /** Of the whole text; undefined: plain. */
  pieces: readonly Piece[] | undefined;
  isWrapped: boolean;
  chosen: Chosen | undefined;
  onChoose: (line: number, isMore: boolean) => void;
  name: string;
}

/** Of so many lines all are drawn, so that the browser finds words in them; of more, those in view. */
const mostDrawn = 2_000;
/** Of a line that is not wrapped (px): so that the list knows where each one stands before it is drawn. */
const lineHeight = 20;

/** Lines with their numbers; a press on a number chooses its line, with Shift as far as there. */
export function CodeLines({ lines, pieces, isWrapped, chosen, onChoose, name }: CodeLinesProps) {
  const list = useRef<VListHandle>(null);
  const box = useRef<HTMLDivElement>(null);
  const coloured = useMemo(() => pieces && piecesByLine(pieces), [pieces]);
  const first = useRef(chosen?.from);
  useEffect(() => {
    const { current: line } = first;
    if (line === undefined) return;
    list.current?.scrollToIndex(line - 1, { align: 'center' });
    box.current?.querySelector('.on')?.scrollIntoView({ block: 'center' });
  }, []);
  const press = (event: MouseEvent<HTMLElement>) => {
    const number = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-line]') : null;
    if (number) onChoose(Number(number.dataset['line']), event.shiftKey);
  };
  const toLine = (line: string, index: number) => (
    <div key={index} className={classNames(chosen && index + 1 >= chosen.from && index + 1 <= chosen.to && 'on')}>
      <button type="button" tabIndex={-1} data-line={index + 1} aria-label={t('Line {line}', { line: index + 1 })}>
        {index + 1}
      </button>
      <code>{coloured?.[index] ? createElement('span', null, ...coloured[index].map(toSpan)) : line || ' '}</code>
    </div>
  );
  const look = {
    className: classNames('lines', isWrapped && 'wrapped'),
    dir: 'ltr',
    role: 'region',
    'aria-label': name,
    tabIndex: 0,
    onClick: press,
  } as const;
  return lines.length <= mostDrawn ? (
    <div ref={box} {...look}>
      {lines.map(toLine)}
    </div>
  ) : (
    <VList ref={list} {...look} data={lines} itemSize={lineHeight}>
      {toLine}
    </VList>
  );
}

function toSpan({ text, look }: Piece) {
  return look ? <span className={look}>{text}</span> : text;
}
