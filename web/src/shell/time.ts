/** Times as people read them, in their own zone. */
import {
  clockFormat,
  dayFormat,
  dayOfMonthFormat,
  dayOfYearFormat,
  exactFormat,
  shortDayFormat,
  weekdayFormat,
} from '../words/formats.ts';
import { t } from '../words/words.ts';

const dayMs = 24 * 60 * 60_000;

/** 10:24. Takes ms since 1970, like all of these. */
export function clockTime(time: number): string {
  return clockFormat().format(time);
}

/** For a tooltip: everything there is to know. */
export function exactTime(time: number): string {
  return exactFormat().format(time);
}

/** Today, Yesterday, Thursday, 19 November, or 19 November 2024. */
export function dayName(time: number, now: number): string {
  const days = daysBetween(time, now);
  if (days === 0) return t('Today');
  if (days === 1) return t('Yesterday');
  return new Date(time).getFullYear() === new Date(now).getFullYear()
    ? dayFormat().format(time)
    : dayOfYearFormat().format(time);
}

/** 3 March, and with the year where it is another: for columns. */
export function dayOnly(time: number, now: number): string {
  const isThisYear = new Date(time).getFullYear() === new Date(now).getFullYear();
  return (isThisYear ? dayOfMonthFormat() : dayOfYearFormat()).format(time);
}

/** 10:41 today, then Yesterday, Tue within a week, and 3 Nov: for lists. */
export function whenShort(time: number, now: number): string {
  const days = daysBetween(time, now);
  if (days <= 0) return clockTime(time);
  if (days === 1) return t('Yesterday');
  return days < 7 ? weekdayFormat().format(time) : shortDayFormat().format(time);
}

/** "today at 10:41", "yesterday at 10:41", "Tue at 10:41", "3 Nov at 10:41": inside a sentence. */
export function whenAt(time: number, now: number): string {
  const days = daysBetween(time, now);
  const clock = clockTime(time);
  if (days <= 0) return t('today at {clock}', { clock });
  if (days === 1) return t('yesterday at {clock}', { clock });
  const day = days < 7 ? weekdayFormat().format(time) : shortDayFormat().format(time);
  return t('{day} at {clock}', { day, clock });
}

/** "a minute ago", "3 hours ago": coarse, for what happened lately. */
export function ago(time: number, now: number): string {
  const minutes = Math.floor((now - time) / 60_000);
  if (minutes < 1) return t('just now');
  if (minutes < 60) return t('{minutes, plural, =1 {a minute ago} other {# minutes ago}}', { minutes });
  const days = daysBetween(time, now);
  if (days === 1 && minutes >= 120) return t('yesterday');
  if (days > 0 && minutes >= 120) return whenShort(time, now);
  return t('{hours, plural, =1 {an hour ago} other {# hours ago}}', { hours: Math.floor(minutes / 60) });
}

function daysBetween(time: number, now: number): number {
  const midnight = (at: number) => new Date(at).setHours(0, 0, 0, 0);
  return Math.round((midnight(now) - midnight(time)) / dayMs);
}
