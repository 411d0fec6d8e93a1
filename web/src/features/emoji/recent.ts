// The emoji used most lately on this device, newest first, and the chosen skin tone.
import { type Tone, tones } from './table.ts';

export interface EmojiHabits {
  recent: readonly string[];
  tone: Tone;
}

const storageKey = 'innermost.emoji';
const most = 27;
const initially: readonly string[] = [
  '+1',
  'eyes',
  'white_check_mark',
  'pray',
  'tada',
  'heart',
  'smile',
  'rocket',
  'thinking_face',
];

export function habitsFrom(stored: string | null): EmojiHabits {
  let kept: unknown;
  try {
    kept = JSON.parse(stored ?? '{}');
  } catch {
    kept = {};
  }
  const { recent, tone } = (kept ?? {}) as Partial<Record<keyof EmojiHabits, unknown>>;
  const names = Array.isArray(recent) ? recent.filter((name): name is string => typeof name === 'string') : [];
  return { recent: names.length > 0 ? names.slice(0, most) : initially, tone: tones.find((one) => one === tone) ?? '' };
}

/** The name moves to the front. */
export function withUsed(habits: EmojiHabits, name: string): EmojiHabits {
  return { ...habits, recent: [name, ...habits.recent.filter((other) => other !== name)].slice(0, most) };
}

export function emojiHabits(): EmojiHabits {
  try {
    return habitsFrom(localStorage.getItem(storageKey));
  } catch {
    return habitsFrom(null);
  }
}

export function keepEmojiHabits(habits: EmojiHabits): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify(habits));
  } catch {
    // Without storage nothing is remembered; nothing else breaks.
  }
}

/** Call wherever an emoji is used, in a message or as a reaction. */
export function rememberEmoji(name: string): void {
  keepEmojiHabits(withUsed(emojiHabits(), name));
}
