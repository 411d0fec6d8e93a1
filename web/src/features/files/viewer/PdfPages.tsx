import { type RefObject, type UIEvent, useEffect, useMemo, useRef, useState } from 'react';
import { ChevronDown, ChevronUp, Minus, MoveHorizontal, Plus } from 'lucide-react';

import { useWidth } from '../../../shell/use-width.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { t } from '../../../words/words.ts';
import type { OpenedPdf, PdfHit } from './pdf.ts';
import { PdfFindField } from './PdfFindField.tsx';
import { PdfPageView, type Pdf, type PageSize } from './PdfPageView.tsx';
import { usePdfFind } from './use-pdf-find.ts';
import { useKeys } from './use-picture-view.ts';
import { step } from './zoom.ts';

export interface PdfPagesProps {
  pdf: Pdf;
  opened: OpenedPdf;
  name: string;
}

const [smallest, largest] = [0.25, 4];
/** Beside a page (px). */
const margin = 24;
/** A4, until the first page says otherwise (px). */
const usual: PageSize = { width: 794, height: 1123 };

const none: readonly PdfHit[] = [];

/** The pages under each other, small ones beside them, and the bar that walks and zooms. */
export function PdfPages({ pdf, opened, name }: PdfPagesProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const isPhone = useWidth() === 'phone';
  const { first, room } = useMeasures(scroller, { pdf, opened });
  // Undefined: as wide as there is room.
  const [chosen, setChosen] = useState<number>();
  const [at, setAt] = useState(1);
  const fit = Math.min(largest, Math.max(smallest, (room - 2 * (isPhone ? 8 : margin)) / first.width));
  const scale = chosen ?? Math.min(fit, isPhone ? fit : 1.25);
  const zoom = (factor: number) => setChosen(Math.min(largest, Math.max(smallest, scale * factor)));
  const go = (page: number) =>
    scroller.current?.querySelector(`[data-page="${page}"]`)?.scrollIntoView({ block: 'start' });
  useKeys({
    '+': () => zoom(step),
    '=': () => zoom(step),
    '-': () => zoom(1 / step),
    '0': () => setChosen(undefined),
    '1': () => setChosen(1),
    PageDown: () => go(at + 1),
    PageUp: () => go(at - 1),
  });
  const region = {
    ref: scroller,
    className: 'papers',
    tabIndex: 0,
    'aria-label': name,
    onScroll: ({ currentTarget }: UIEvent<HTMLElement>) => setAt(pageIn(currentTarget)),
  };
  const find = usePdfFind(pdf, opened);
  const shown = find.hits[find.at];
  const hits = useMemo(() => Map.groupBy(find.hits, ({ page }) => page), [find.hits]);
  const numbers = Array.from({ length: opened.count }, (_, index) => index + 1);
  return (
    <div className="doc">
      {!isPhone && <SmallPages {...{ pdf, opened, numbers, usual: first, at }} onChoose={go} />}
      <section {...region}>
        {room > 0 &&
          numbers.map((number) => (
            <PdfPageView
              key={number}
              pdf={pdf}
              opened={opened}
              number={number}
              usual={first}
              width={first.width * scale}
              hits={hits.get(number) ?? none}
              shown={shown?.page === number ? shown : undefined}
            />
          ))}
        {opened.total > opened.count && (
          <p className="help">
            {t('The first {count} of {total} pages. Download it to read on.', {
              count: opened.count,
              total: opened.total,
            })}
          </p>
        )}
      </section>
      {!isPhone && <PdfFindField find={find} />}
      <PdfBar
        {...{ at, scale, count: opened.count, isFit: chosen === undefined }}
        onGo={go}
        onZoom={zoom}
        onFit={() => setChosen(undefined)}
      />
    </div>
  );
}

/** What the first page measures, and how wide the place for pages is (px); 0 until that is known. */
function useMeasures(scroller: RefObject<HTMLElement | null>, { pdf, opened }: Pick<PdfPagesProps, 'pdf' | 'opened'>) {
  const [first, setFirst] = useState(usual);
  const [room, setRoom] = useState(0);
  useEffect(() => {
    const { current } = scroller;
    if (!current) return undefined;
    const resized = new ResizeObserver(() => setRoom(current.clientWidth));
    resized.observe(current);
    return () => resized.disconnect();
  }, [scroller]);
  useEffect(() => {
    opened.page(1).then(
      (page) => setFirst(pdf.sizeOf(page)),
      () => undefined,
    );
  }, [pdf, opened]);
  return { first, room };
}

/** The page that a line a third below the upper edge goes through. */
function pageIn(scroller: HTMLElement): number {
  const { top, height } = scroller.getBoundingClientRect();
  const pages = [...scroller.children];
  const index = pages.findIndex((page) => page.getBoundingClientRect().bottom > top + height / 3);
  return index === -1 ? pages.length : index + 1;
}

interface SmallPagesProps {
  pdf: Pdf;
  opened: OpenedPdf;
  numbers: readonly number[];
  usual: PageSize;
  at: number;
  onChoose: (page: number) => void;
}

/** CSS px. */
const smallWidth = 104;

function SmallPages({ pdf, opened, numbers, usual: size, at, onChoose }: SmallPagesProps) {
  return (
    <nav className="pages" aria-label={t('Pages')}>
      {numbers.map((number) => (
        <button
          key={number}
          type="button"
          className={number === at ? 'on' : undefined}
          aria-current={number === at || undefined}
          aria-label={t('Page {number}', { number })}
          onClick={() => onChoose(number)}
        >
          <PdfPageView pdf={pdf} opened={opened} number={number} usual={size} width={smallWidth} isSmall />
          {number}
        </button>
      ))}
    </nav>
  );
}

interface PdfBarProps {
  at: number;
  count: number;
  scale: number;
  isFit: boolean;
  onGo: (page: number) => void;
  onZoom: (factor: number) => void;
  onFit: () => void;
}

function PdfBar({ at, count, scale, isFit, onGo, onZoom, onFit }: PdfBarProps) {
  return (
    <div className="zoom" role="toolbar" aria-label={t('Pages')}>
      <IconButton icon={ChevronUp} label={t('Page before')} tipSide="top" off={at === 1} onClick={() => onGo(at - 1)} />
      <output className="v">{t('{at} of {count}', { at, count })}</output>
      <IconButton
        icon={ChevronDown}
        label={t('Page after')}
        tipSide="top"
        off={at === count}
        onClick={() => onGo(at + 1)}
      />
      <span className="vr" />
      <IconButton icon={Minus} label={t('Smaller')} keys="-" tipSide="top" onClick={() => onZoom(1 / step)} />
      <output className="v">{t('{percent} %', { percent: Math.round(scale * 100) })}</output>
      <IconButton icon={Plus} label={t('Larger')} keys="+" tipSide="top" onClick={() => onZoom(step)} />
      <span className="vr" />
      <IconButton icon={MoveHorizontal} label={t('Fit width')} keys="0" on={isFit} tipSide="top" onClick={onFit} />
    </div>
  );
}
