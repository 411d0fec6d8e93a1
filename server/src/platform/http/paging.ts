import { limits } from '@innermost/protocol/limits.ts';
import { invalidBody } from './errors.ts';

export interface Page {
  page: number;
  per_page: number;
  offset: number;
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

/** Wire: `page` from 0, `per_page` 60 unless told, at most 200; negative or bad values fall back to the default. */
export function paging(query: { page?: string; per_page?: string }): Page {
  const page = wholeNumber(query.page) ?? 0;
  const per_page = Math.min(wholeNumber(query.per_page) ?? limits.perPageDefault, limits.perPageMax);
  return { page, per_page, offset: page * per_page };
}

/** A count in the query such as `limit_before`: `fallback` when absent or bad, at most `max`. */
export function countOf(text: string | undefined, fallback: number, max: number = limits.perPageMax): number {
  return Math.min(wholeNumber(text) ?? fallback, max);
}

/** A time in ms in the query; 0 when absent or before 1970. Wire: 400 for what is no number, as for a bad body. */
export function timeOf(name: string, text: string | undefined): number {
  if (!text) return 0;
  if (!/^-?\d{1,15}$/.test(text)) throw invalidBody(name);
  return Math.max(0, Number(text));
}

export const isTrue = (text: string | undefined): boolean => text === 'true';
