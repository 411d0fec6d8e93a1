// A word beside what was pressed, where nothing else shows that it worked: "Link copied". For a moment, and read aloud.
import { createStore } from 'zustand/vanilla';

export interface Word {
  id: number;
  text: string;
  /** Viewport px: where the middle of its upper edge goes. */
  x: number;
  y: number;
}

export const words = createStore<{ last?: Word }>(() => ({}));

let nextId = 1;
const gap = 4;

/** `at` is what was pressed; without it, or when it fills the window, the word stands near the middle. */
export function say(text: string, at: DOMRect | undefined): void {
  const isPlace = at !== undefined && at.height > 0 && at.height < innerHeight / 2;
  const x = isPlace ? at.left + Math.min(at.width, 240) / 2 : innerWidth / 2;
  const y = isPlace ? at.bottom + gap : innerHeight / 2;
  const inside = { x: clamp(x, 80, innerWidth - 80), y: clamp(y, gap, innerHeight - 40) };
  words.setState({ last: { id: nextId++, text, ...inside } }, true);
}

const clamp = (value: number, least: number, most: number) => Math.min(Math.max(value, least), Math.max(least, most));
