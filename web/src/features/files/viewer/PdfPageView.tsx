import { useEffect, useEffectEvent, useRef, useState } from 'react';

import { t } from '../../../words/words.ts';
import type * as pdfModule from './pdf.ts';
import type { OpenedPdf, PdfHit, PdfPage } from './pdf.ts';

export type Pdf = typeof pdfModule;

export interface PageSize {
  width: number;
  height: number;
}

export interface PdfPageViewProps {
  pdf: Pdf;
  opened: OpenedPdf;
  number: number;
  /** What a page measures until it says so itself (px, at a scale of 1). */
  usual: PageSize;
  /** CSS px. */
  width: number;
  /** One of those beside the pages: without words. */
  isSmall?: boolean;
  /** What was found on it, and which of that is shown. */
  hits?: readonly PdfHit[];
  shown?: PdfHit | undefined;
}

const none: readonly PdfHit[] = [];
const percent = (part: number) => `${part * 100}%`;

/** A page, drawn while it is in view or near it; its room is always there. */
export function PdfPageView({
  pdf,
  opened,
  number,
  usual,
  width,
  isSmall = false,
  hits = none,
  shown,
}: PdfPageViewProps) {
  const box = useRef<HTMLDivElement>(null);
  const [isNear, setNear] = useState(false);
  const [page, setPage] = useState<PdfPage>();
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    const { current } = box;
    if (!current) return undefined;
    const near = new IntersectionObserver(([entry]) => setNear(entry?.isIntersecting ?? false), {
      root: current.closest('.pages, .papers'),
      rootMargin: '100% 0px',
    });
    near.observe(current);
    return () => near.disconnect();
  }, []);
  useEffect(() => {
    if (!isNear || page) return;
    opened.page(number).then(setPage, () => setFailed(true));
  }, [isNear, page, opened, number]);
  const size = page ? pdf.sizeOf(page) : usual;
  const isDrawn = isNear && page !== undefined;
  return (
    <div
      ref={box}
      className="paper"
      data-page={isSmall ? undefined : number}
      style={{ width, aspectRatio: `${size.width} / ${size.height}` }}
    >
      {isDrawn && (
        <Drawing key={width} pdf={pdf} page={page} scale={width / size.width} onError={() => setFailed(true)} />
      )}
      {hits.map((hit) => (
        <mark
          key={`${hit.left} ${hit.top}`}
          ref={hit === shown ? comeToView : undefined}
          className={hit === shown ? 'on' : undefined}
          style={{
            left: percent(hit.left),
            top: percent(hit.top),
            width: percent(hit.width),
            height: percent(hit.height),
          }}
        />
      ))}
      {isDrawn && !isSmall && <Words pdf={pdf} page={page} number={number} />}
      {failed && !isSmall && <p className="help">{t('This page cannot be shown.')}</p>}
    </div>
  );
}

const comeToView = (mark: HTMLElement | null) => mark?.scrollIntoView({ block: 'center', inline: 'nearest' });

interface DrawingProps {
  pdf: Pdf;
  page: PdfPage;
  scale: number;
  onError: () => void;
}

function Drawing({ pdf, page, scale, onError }: DrawingProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const fail = useEffectEvent(onError);
  useEffect(() => {
    const { current } = canvas;
    if (!current) return undefined;
    let isWanted = true;
    const task = pdf.drawPage(page, current, scale);
    task.promise.catch(() => isWanted && fail());
    return () => {
      isWanted = false;
      task.cancel();
    };
  }, [pdf, page, scale]);
  return <canvas ref={canvas} aria-hidden="true" />;
}

/** The same in words, for those who cannot see it. */
function Words({ pdf, page, number }: { pdf: Pdf; page: PdfPage; number: number }) {
  const [words, setWords] = useState('');
  useEffect(() => {
    let isWanted = true;
    pdf.wordsOf(page).then(
      (found) => isWanted && setWords(found),
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [pdf, page]);
  return (
    <section className="sr" aria-label={t('Page {number}', { number })}>
      {words}
    </section>
  );
}
