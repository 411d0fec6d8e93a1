/** Every formatter of the screens: each in the language spoken now, in the reader's own form of it. */
import { currentLanguage, localeTag } from './language.ts';

/** Makes it once for each language. */
function perLanguage<T>(make: (tag: string) => T): () => T {
  const made = new Map<string, T>();
  return () => {
    const language = currentLanguage();
    const held = made.get(language) ?? make(localeTag(language));
    made.set(language, held);
    return held;
  };
}

const dates = (options: Intl.DateTimeFormatOptions) => perLanguage((tag) => new Intl.DateTimeFormat(tag, options));

/** The 24-hour clock of the look. */
export const clockFormat = dates({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
export const dayFormat = dates({ weekday: 'long', day: 'numeric', month: 'long' });
export const dayOfYearFormat = dates({ day: 'numeric', month: 'long', year: 'numeric' });
export const weekdayFormat = dates({ weekday: 'short' });
export const dayOfMonthFormat = dates({ day: 'numeric', month: 'long' });
export const shortDayFormat = dates({ day: 'numeric', month: 'short' });
export const exactFormat = dates({ dateStyle: 'full', timeStyle: 'medium', hourCycle: 'h23' });
export const stampFormat = dates({ dateStyle: 'medium', timeStyle: 'short' });

/** Names in the order of the language, with numbers by their size. */
export const order = perLanguage((tag) => new Intl.Collator(tag, { numeric: true }));

// The texts have no comma before their last “and”, whatever English the reader has chosen.
export const listFormat = perLanguage((tag) => new Intl.ListFormat(tag.startsWith('en') ? 'en-GB' : tag));
const numberFormat = perLanguage((tag) => new Intl.NumberFormat(tag));

/** Ann, Bo and Cy. */
export const listOf = (items: readonly string[]): string => listFormat().format(items);
/** 12,345 */
export const numberOf = (value: number): string => numberFormat().format(value);

const units = ['B', 'KB', 'MB', 'GB', 'TB'];
const tenths = perLanguage((tag) => new Intl.NumberFormat(tag, { maximumFractionDigits: 1 }));

/** 184 KB, 3.1 MB; of so many bytes, in steps of 1,024. */
export function bytesOf(bytes: number): string {
  let [value, unit] = [bytes, 0];
  while (value >= 1000 && unit < units.length - 1) [value, unit] = [value / 1024, unit + 1];
  return `${value < 10 ? tenths().format(value) : numberOf(Math.round(value))} ${units[unit]}`;
}
