/**
 * How much of a message is drawn. A long one begins with what fits into a frame; the rest is read and drawn only when
 * somebody asks for it, slice by slice, so that the page answers in between.
 */
import { startTransition, useEffect, useMemo, useState } from 'react';

import { beginningOf, textBeginning, weightOf } from './beginning.ts';
import type { Block } from './nodes.ts';
import { parse } from './parse.ts';

/** Elements, or what takes as long to draw, that a message begins with; most have fewer. */
export const mostAtOnce = 200;
/** Where it folds: enough for what stays in sight, and to count the lines of what people write. */
export const mostFolded = 120;
/** Of the rest, between two frames. */
const slice = 200;

export interface Drawing {
  blocks: readonly Block[];
  /** Something is left out. */
  isCut: boolean;
  /** Of the message, about: 1 is all of it. */
  share: number;
}

export function drawingOf(source: string, most: number): Drawing {
  const text = textBeginning(source);
  const begun = parse(text);
  const blocks = beginningOf(begun, most);
  const isCut = blocks !== begun || text !== source;
  const share = (weightOf(blocks) / Math.max(1, weightOf(begun))) * (text.length / Math.max(1, source.length));
  return { blocks, isCut, share: isCut ? share : 1 };
}

/** Draws all of it, in time, once `isWanted` was true. */
export function useDrawing(source: string, most: number, isWanted: boolean): Drawing {
  const begun = useMemo(() => drawingOf(source, most), [source, most]);
  // Nothing was asked for yet: 0.
  const [drawn, setDrawn] = useState({ source, most: 0 });
  const asked = drawn.source === source ? drawn.most : 0;
  const grown = useMemo((): Drawing => {
    if (!begun.isCut || asked === 0) return begun;
    const whole = parse(source);
    const blocks = beginningOf(whole, most + asked);
    return { blocks, isCut: blocks !== whole, share: blocks === whole ? 1 : begun.share };
  }, [begun, source, most, asked]);
  const isGrowing = isWanted && grown.isCut;
  useEffect(() => {
    if (!isGrowing) return undefined;
    return afterFrame(() => startTransition(() => setDrawn({ source, most: asked + slice })));
  }, [isGrowing, source, asked]);
  return grown;
}

/** When what is drawn now has been shown. Returns what calls it off. */
function afterFrame(run: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const frame = requestAnimationFrame(() => {
    timer = setTimeout(run);
  });
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}
