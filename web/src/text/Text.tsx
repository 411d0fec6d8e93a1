import { createElement, type ReactNode, useCallback, useState } from 'react';

import { Button } from '../ui/Button.tsx';
import { CheckBox } from '../ui/CheckBox.tsx';
import { t } from '../words/words.ts';
import { beginningOfInlines } from './beginning.ts';
import { CodeBlock } from './CodeBlock.tsx';
import { mostAtOnce, useDrawing } from './drawing.ts';
import { Inlines } from './Inlines.tsx';
import type { Align, Block, Inline, ListItem } from './nodes.ts';
import { isOnlyEmoji, plainText } from './nodes.ts';
import { parseBeginning } from './parse.ts';
import { Runs } from './Runs.tsx';
import { type TextScope, useTextScope } from './scope.tsx';
import { Scrollable } from './Scrollable.tsx';

export interface TextProps {
  /** Markdown as it was sent. */
  source: string;
  /** What differs for this message from the scope around it. */
  scope?: TextScope;
}

const mostOnLine = 200;

/** The blocks of a message, without a frame: stands inside `.body`. Never throws, never makes HTML of text. */
export function Text({ source, scope, most = mostAtOnce, isWhole = false }: TextProps & TextAmount) {
  const [isAsked, setAsked] = useState(false);
  const { blocks, isCut } = useDrawing(source, most, isWhole || isAsked);
  return (
    <>
      <DrawnText blocks={blocks} {...(scope && { scope })} />
      {isCut && !isWhole && !isAsked && (
        <Button small onClick={() => setAsked(true)}>
          {t('Show the rest')}
        </Button>
      )}
    </>
  );
}

export interface TextAmount {
  /** Roughly, elements that are drawn at once. */
  most?: number;
  /** The rest is drawn without asking. */
  isWhole?: boolean;
}

export interface DrawnTextProps {
  blocks: readonly Block[];
  scope?: TextScope;
}

/** Blocks as they are drawn, few emoji large. */
export function DrawnText({ blocks, scope }: DrawnTextProps) {
  const own = useTextScope(scope);
  const content = <Blocks blocks={blocks} scope={own} />;
  return isOnlyEmoji(blocks) ? <div className="jumbo">{content}</div> : content;
}

/** The same on one line: only the inline parts, for titles, fields and topics. */
export function InlineText({ source, scope }: TextProps) {
  const own = useTextScope(scope);
  const lines = parseBeginning(source).flatMap((block): readonly Inline[] => {
    if (block.type === 'paragraph' || block.type === 'heading') return block.children.map(withoutBreak);
    return [{ type: 'text', text: plainText([block]) }];
  });
  return <Inlines nodes={beginningOfInlines(lines, mostOnLine)} scope={own} />;
}

function withoutBreak(node: Inline): Inline {
  return node.type === 'break' ? { type: 'text', text: ' ' } : node;
}

interface BlocksProps {
  blocks: readonly Block[];
  scope: TextScope;
  /** In a list or a quote: what lies around takes its direction, and so its side, from the text in here. */
  isInside?: boolean;
}

function Blocks({ blocks, scope, isInside = false }: BlocksProps) {
  return <Runs items={blocks} scope={scope} draw={isInside ? toElementInside : toElementOutside} />;
}

const toElementInside = (block: Block, scope: TextScope) => toElement(block, scope, true);
const toElementOutside = (block: Block, scope: TextScope) => toElement(block, scope, false);

/** Headings of messages stand below those of the page, and few levels are worth telling apart. */
const headingTags = ['h4', 'h5', 'h6'];

function toElement(block: Block, scope: TextScope, isInside: boolean): ReactNode {
  switch (block.type) {
    case 'paragraph':
      return (
        // Text below an element with `dir` does not count for the `auto` above it.
        <p dir={isInside ? undefined : 'auto'}>
          <Inlines nodes={block.children} scope={scope} />
        </p>
      );
    case 'heading':
      return createElement(
        headingTags[block.level - 1] ?? 'h6',
        { className: `h${block.level}`, dir: 'auto' },
        <Inlines nodes={block.children} scope={scope} />,
      );
    case 'quote':
      return (
        <blockquote dir="auto">
          <Blocks blocks={block.children} scope={scope} isInside />
        </blockquote>
      );
    case 'list':
      return <List start={block.start} items={block.items} scope={scope} isInside={isInside} />;
    case 'code':
      return <CodeBlock text={block.text} language={block.language} />;
    case 'table':
      return <Table align={block.align} head={block.head} rows={block.rows} scope={scope} />;
    case 'verbatim':
      return (
        <p className="verbatim" dir="auto">
          {block.text}
        </p>
      );
    default:
      return <hr />;
  }
}

interface ListProps {
  start: number | undefined;
  items: readonly ListItem[];
  scope: TextScope;
  isInside: boolean;
}

function List({ start, items, scope, isInside }: ListProps) {
  const className = start === undefined ? 'bul' : 'num-list';
  return createElement(
    start === undefined ? 'ul' : 'ol',
    { className, start, dir: isInside ? undefined : 'auto' },
    <Runs items={items} scope={scope} draw={toListItem} />,
  );
}

function toListItem(item: ListItem, scope: TextScope): ReactNode {
  return (
    <li className={item.checked === undefined ? undefined : 'task'}>
      {item.checked !== undefined && <TaskBox on={item.checked} />}
      <Blocks blocks={item.children} scope={scope} isInside />
    </li>
  );
}

function TaskBox({ on }: { on: boolean }) {
  return (
    <>
      <CheckBox on={on} />
      <span className="sr">{on ? t('Done:') : t('To do:')} </span>
    </>
  );
}

type Row = readonly (readonly Inline[])[];

interface TableProps {
  align: readonly Align[];
  head: Row;
  rows: readonly Row[];
  scope: TextScope;
}

function Table({ align, head, rows, scope }: TableProps) {
  const toRow = useCallback((cells: Row) => <TableRow cells={cells} align={align} scope={scope} />, [align, scope]);
  return (
    <Scrollable className="tbl-scroll wide" label={t('Table')}>
      <table className="tbl">
        <thead>
          <TableRow cells={head} align={align} scope={scope} isHead />
        </thead>
        <tbody>
          <Runs items={rows} scope={scope} draw={toRow} />
        </tbody>
      </table>
    </Scrollable>
  );
}

interface TableRowProps {
  cells: Row;
  align: readonly Align[];
  scope: TextScope;
  isHead?: boolean;
}

function TableRow({ cells, align, scope, isHead = false }: TableRowProps) {
  const toCell = useCallback(
    (cell: readonly Inline[], inScope: TextScope, column: number) => {
      const className = align[column] === 'right' ? 'r' : align[column] === 'center' ? 'c' : undefined;
      return createElement(isHead ? 'th' : 'td', { className, dir: 'auto' }, <Inlines nodes={cell} scope={inScope} />);
    },
    [align, isHead],
  );
  return (
    <tr>
      <Runs items={cells} scope={scope} draw={toCell} />
    </tr>
  );
}
