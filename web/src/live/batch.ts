/**
 * Events are applied together. The rule: while the page is seen, all that arrived since the last frame is one change of
 * the state, made just before the next frame is drawn. While it is hidden no frames come, so a timer makes the change,
 * and so does a full queue. Whatever reads the state together with something newer flushes first.
 */
import type { EventFrame } from '@innermost/protocol/events.ts';

export interface Batch {
  add(frame: EventFrame): void;
  /** Applies at once what is waiting. */
  flush(): void;
  /** Forgets what is waiting, for good. */
  close(): void;
}

/** Calls back when the next change is due; returns what cancels it. */
export type NextTurn = (run: () => void) => () => void;

/** So many events never wait longer, whatever the timers do. */
const most = 500;

export function createBatch(apply: (frames: readonly EventFrame[]) => void, nextTurn: NextTurn = pageTurn): Batch {
  let waiting: EventFrame[] = [];
  let cancel: (() => void) | undefined;
  let isClosed = false;
  const flush = (): void => {
    cancel?.();
    cancel = undefined;
    if (waiting.length === 0) return;
    const frames = waiting;
    waiting = [];
    apply(frames);
  };
  return {
    add(frame) {
      if (isClosed) return;
      waiting.push(frame);
      if (waiting.length >= most) flush();
      else cancel ??= nextTurn(flush);
    },
    flush,
    close() {
      isClosed = true;
      waiting = [];
      cancel?.();
    },
  };
}

/** A page that counts as seen may still get no frames, when its window is covered (ms). */
const frameLateMs = 100;
/** Browsers stretch this to a second, and not further: only timers that timers set are held back longer. */
const hiddenMs = 250;

function pageTurn(run: () => void): () => void {
  const isSeen = document.visibilityState === 'visible';
  const timer = setTimeout(run, isSeen ? frameLateMs : hiddenMs);
  const frame = isSeen ? requestAnimationFrame(run) : 0;
  return () => {
    clearTimeout(timer);
    cancelAnimationFrame(frame);
  };
}
