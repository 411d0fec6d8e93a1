/**
 * What arrives where somebody reads is read by the same change that brings it. Marked afterwards, every post of a burst
 * would first count as unread, and whatever shows counts would be drawn twice for each.
 */
import type { Change, LiveState } from './state.ts';

/** A channel or thread whose end is in view. */
export interface Place {
  /**
   * What follows from having seen everything here; the same state when nothing came since `before`, or nobody looks.
   * What is unread because somebody marked it so stays unread.
   */
  read: (state: LiveState, before: LiveState) => LiveState;
  /** Something was read. */
  onRead: () => void;
}

export interface Reading {
  /** From now on what arrives there is read; returns what ends that. */
  follow(place: Place): () => void;
  /** Applies a change together with the reading of what it brings. */
  apply(change: Change, apply: (change: Change) => void): void;
}

export function createReading(): Reading {
  const places = new Set<Place>();
  return {
    follow(place) {
      places.add(place);
      return () => places.delete(place);
    },
    apply(change, apply) {
      const read = new Set<Place>();
      const open = [...places];
      apply((before) =>
        open.reduce((state, place) => {
          const after = place.read(state, before);
          if (after !== state) read.add(place);
          return after;
        }, change(before)),
      );
      for (const place of read) place.onRead();
    },
  };
}
