/** Times as people read them, in their own zone; the 24-hour clock of the look. */
// Screens are in English, so dates are too; in whichever English the reader has chosen.
const locale = englishOf(navigator.language);
const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const day = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' });
const dayOfYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric' });
const weekday = new Intl.DateTimeFormat(locale, { weekday: 'short' });
const shortDay = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
const exact = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'medium', hourCycle: 'h23' });

function englishOf(language: string): string {
  try {
    return language.startsWith('en') ? new Intl.Locale(language).baseName : 'en-GB';
  } catch {
    // Some systems name their language in a way that is no language tag.
    return 'en-GB';
  }
}

const dayMs = 24 * 60 * 60_000;

/** 10:24. Takes ms since 1970, like all of these. */
export function clockTime(time: number): string {
  return clock.format(time);
}

/** For a tooltip: everything there is to know. */
export function exactTime(time: number): string {
  return exact.format(time);
}

/** Today, Yesterday, Thursday, 19 November, or 19 November 2024. */
export function dayName(time: number, now: number): string {
  const days = daysBetween(time, now);
  if (days === 0) return 'Today';
  if (days === 1) return 'Yesterday';
  return new Date(time).getFullYear() === new Date(now).getFullYear() ? day.format(time) : dayOfYear.format(time);
}

/** 10:41 today, then Yesterday, Tue within a week, and 3 Nov: for lists. */
export function whenShort(time: number, now: number): string {
  const days = daysBetween(time, now);
  if (days <= 0) return clockTime(time);
  if (days === 1) return 'Yesterday';
  return days < 7 ? weekday.format(time) : shortDay.format(time);
}

/** "today at 10:41", "yesterday at 10:41", "Tue at 10:41", "3 Nov at 10:41": inside a sentence. */
export function whenAt(time: number, now: number): string {
  const days = daysBetween(time, now);
  const at = `at ${clockTime(time)}`;
  if (days <= 0) return `today ${at}`;
  if (days === 1) return `yesterday ${at}`;
  return `${days < 7 ? weekday.format(time) : shortDay.format(time)} ${at}`;
}

/** "a minute ago", "3 hours ago": coarse, for what happened lately. */
export function ago(time: number, now: number): string {
  const minutes = Math.floor((now - time) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes === 1) return 'a minute ago';
  if (minutes < 60) return `${minutes} minutes ago`;
  if (minutes < 120) return 'an hour ago';
  const days = daysBetween(time, now);
  return days === 0 ? `${Math.floor(minutes / 60)} hours ago` : whenShort(time, now).toLowerCase();
}

function daysBetween(time: number, now: number): number {
  const midnight = (at: number) => new Date(at).setHours(0, 0, 0, 0);
  return Math.round((midnight(now) - midnight(time)) / dayMs);
}
