/**
 * Events are applied together. The rule: while the page is seen, all that arrived since the last change is one change of
 * the state, made just before a frame is drawn: the next one, or, while a burst costs more than its share of the time, the
 * first after a rest. While the page is hidden no frames come, so a timer makes the change, and so does a full queue.
 * Whatever reads the state together with something newer flushes first.
 */
import type { EventFrame } from '@innermost/protocol/events.ts';

export interface Batch {
  add(frame: EventFrame): void;
  /** Applies at once what is waiting. */
  flush(): void;
  /** Forgets what is waiting, for good. */
  close(): void;
}

/** When a change may come. */
export interface Turns {
  /** Calls back when the next change is due, not before so many ms have passed; returns what cancels it. */
  next(run: () => void, notBefore: number): () => void;
  /** Calls back when what the change made was drawn. */
  drawn(run: () => void): void;
  /** ms. */
  now(): number;
}

/** So many events never wait longer, whatever the timers do. */
const most = 500;
/** What arrives takes one part in so many of the time: the rest is for whoever reads, writes and scrolls. */
const share = 4;
/** But no event waits longer for that (ms). */
const longestRest = 100;

export function createBatch(apply: (frames: readonly EventFrame[]) => void, turns: Turns = pageTurns): Batch {
  let waiting: EventFrame[] = [];
  let cancel: (() => void) | undefined;
  let isClosed = false;
  let restUntil = 0;
  const flush = (): void => {
    cancel?.();
    cancel = undefined;
    if (waiting.length === 0) return;
    const frames = waiting;
    waiting = [];
    const began = turns.now();
    apply(frames);
    turns.drawn(() => {
      const now = turns.now();
      restUntil = now + Math.min(longestRest, (now - began) * (share - 1));
    });
  };
  return {
    add(frame) {
      if (isClosed) return;
      waiting.push(frame);
      if (waiting.length >= most) flush();
      else cancel ??= turns.next(flush, Math.max(0, restUntil - turns.now()));
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

const pageTurns: Turns = {
  now: () => performance.now(),
  next(run, notBefore) {
    const isSeen = document.visibilityState === 'visible';
    const late = setTimeout(run, isSeen ? notBefore + frameLateMs : hiddenMs);
    let frame = 0;
    const ask = () => (frame = requestAnimationFrame(run));
    const rest = isSeen && notBefore > 0 ? setTimeout(ask, notBefore) : undefined;
    if (isSeen && notBefore <= 0) ask();
    return () => {
      clearTimeout(late);
      clearTimeout(rest);
      cancelAnimationFrame(frame);
    };
  },
  // A change is made just before its frame: what is queued then runs after it.
  drawn: (run) => void setTimeout(run),
};
