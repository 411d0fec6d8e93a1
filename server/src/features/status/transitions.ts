/** How a presence changes: what a person chose is never changed by what merely happens (reference: wire/push-and-email.md §5). */
import type { StatusRow } from './queries.ts';

export const unknownStatus = (user_id: string): StatusRow => ({
  user_id,
  status: 'offline',
  manual: false,
  last_activity_at: 0,
  dnd_end_time: 0,
  prev_status: '',
});

const untimed = { dnd_end_time: 0, prev_status: '' };

/** The person did something. `manual`: said so, which takes back what was chosen before. */
export function active(row: StatusRow, now: number, manual: boolean): StatusRow {
  const seen = { ...row, last_activity_at: Math.max(row.last_activity_at, now) };
  if (row.manual && !manual) return seen;
  return { ...seen, ...untimed, status: 'online', manual: false };
}

/** Perhaps the person went away; `timeout` in ms since the last activity. `manual`: said so, whatever the time. */
export function idle(row: StatusRow, now: number, timeout: number, manual: boolean): StatusRow {
  if (row.status === 'away') return row;
  if (manual) return { ...row, ...untimed, status: 'away', manual: true };
  if (row.manual || row.status !== 'online' || now - row.last_activity_at < timeout) return row;
  return { ...row, status: 'away' };
}

export function gone(row: StatusRow): StatusRow {
  return row.manual || row.status === 'offline' ? row : { ...row, status: 'offline' };
}

/** What the person chose. `endTime` in s, counts for `dnd` only and is cut to the minute. */
export function chosen(row: StatusRow, status: 'online' | 'away' | 'offline' | 'dnd', endTime: number): StatusRow {
  if (status === 'online') return { ...row, ...untimed, status, manual: false };
  if (status !== 'dnd') return { ...row, ...untimed, status, manual: true };
  const dnd_end_time = Math.max(0, Math.floor(endTime / 60) * 60);
  const prev_status = row.status === 'dnd' ? row.prev_status : row.status;
  return { ...row, status, manual: true, dnd_end_time, prev_status };
}

/** Out of office, until the person ends it or chooses another status. */
export const absent = (row: StatusRow): StatusRow => ({ ...row, ...untimed, status: 'ooo', manual: true });

export const returned = (row: StatusRow, isConnected: boolean): StatusRow =>
  row.status === 'ooo' ? { ...row, ...untimed, status: isConnected ? 'online' : 'offline', manual: false } : row;

/** `dnd` ran out: what was before, as far as it still holds. */
export function restored(row: StatusRow, isConnected: boolean): StatusRow {
  const status = !isConnected ? 'offline' : row.prev_status === 'away' ? 'away' : 'online';
  return { ...row, ...untimed, status, manual: false };
}
