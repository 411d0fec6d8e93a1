/**
 * How much of a message is drawn. A long one begins with what fits into a frame; the rest is read and drawn only when
 * somebody asks for it, slice by slice, so that the page answers in between.
 */
import { useEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';

import { beginningOf, textBeginning, weightOf } from './beginning.ts';
import type { Block } from './nodes.ts';
import { nextSlice, smallestSlice } from './pace.ts';
import { parse } from './parse.ts';
import { reading } from './reading.ts';

/** Elements, or what takes as long to draw, that a message begins with; most have fewer. */
export const mostAtOnce = 200;
/** Where it folds: enough for what stays in sight, and to count the lines of what people write. */
export const mostFolded = 120;

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
  const whole = useWhole(source, isWanted && begun.isCut);
  const [drawn, setDrawn] = useState({ source, more: 0 });
  const more = drawn.source === source ? drawn.more : 0;
  const { share } = begun;
  const grown = useMemo((): Drawing | undefined => {
    if (!whole || more === 0) return undefined;
    const blocks = beginningOf(whole, most + more);
    return { blocks, isCut: blocks !== whole, share: blocks === whole ? 1 : share };
  }, [whole, share, most, more]);
  const isGrowing = isWanted && whole !== undefined && grown?.isCut !== false;
  const slice = useRef(smallestSlice);
  useEffect(() => {
    if (!isGrowing) return undefined;
    return afterFrame(() => {
      const began = performance.now();
      flushSync(() => setDrawn({ source, more: more + slice.current }));
      // Laid out here and now, so that its time counts.
      void document.body.offsetHeight;
      slice.current = nextSlice(slice.current, performance.now() - began);
    });
  }, [isGrowing, source, more]);
  return grown ?? begun;
}

/** All of the message, as soon as it is read; undefined before, and while nobody asks. */
function useWhole(source: string, isAsked: boolean): readonly Block[] | undefined {
  const [read, setRead] = useState<{ source: string; blocks: readonly Block[] }>();
  const known = read?.source === source ? read.blocks : isAsked ? reading.known(source) : undefined;
  const isMissing = isAsked && known === undefined;
  useEffect(() => {
    if (!isMissing) return undefined;
    let isLeft = false;
    void reading.read(source).then((blocks) => isLeft || setRead({ source, blocks }));
    return () => {
      isLeft = true;
    };
  }, [isMissing, source]);
  return isAsked ? known : undefined;
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
