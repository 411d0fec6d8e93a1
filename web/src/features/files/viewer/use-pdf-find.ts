import { useDeferredValue, useEffect, useState } from 'react';

import type { OpenedPdf, PdfHit } from './pdf.ts';
import type { Pdf } from './PdfPageView.tsx';

/** Beyond that nobody walks through them. */
const mostHits = 500;

export interface PdfFind {
  typed: string;
  type(text: string): void;
  hits: readonly PdfHit[];
  /** Index of the hit that is shown; -1: none. */
  at: number;
  walk(by: 1 | -1): void;
}

/** Finds words in a PDF while they are typed, page after page. */
export function usePdfFind(pdf: Pdf, opened: OpenedPdf): PdfFind {
  const [typed, setTyped] = useState('');
  const [found, setFound] = useState<{ of: string; hits: readonly PdfHit[] }>({ of: '', hits: [] });
  const [at, setAt] = useState(0);
  const wanted = useDeferredValue(typed.trim().toLowerCase());
  useEffect(() => {
    if (wanted === '') return undefined;
    let isWanted = true;
    const look = async () => {
      const hits: PdfHit[] = [];
      for (let number = 1; number <= opened.count && hits.length < mostHits; number += 1) {
        const onPage = await pdf.hitsOn(await opened.page(number), wanted);
        if (!isWanted) return;
        hits.push(...onPage);
        if (onPage.length > 0 || number === opened.count) setFound({ of: wanted, hits: hits.slice(0, mostHits) });
      }
    };
    look().catch(() => undefined);
    return () => {
      isWanted = false;
    };
  }, [pdf, opened, wanted]);
  const hits = found.of === wanted && wanted !== '' ? found.hits : [];
  return {
    typed,
    type(text) {
      setTyped(text);
      setAt(0);
    },
    hits,
    at: hits.length === 0 ? -1 : Math.min(at, hits.length - 1),
    walk: (by) => hits.length > 0 && setAt((at + by + hits.length) % hits.length),
  };
}
