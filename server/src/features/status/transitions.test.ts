import { expect, test } from 'vitest';
import type { StatusRow } from './queries.ts';
import { active, chosen, gone, idle, restored, unknownStatus } from './transitions.ts';

const row = (fields: Partial<StatusRow> = {}): StatusRow => ({ ...unknownStatus('u'), ...fields });
const minutes = (count: number) => count * 60_000;

test('what happens changes an automatic status, and leaves a chosen one', () => {
  expect(active(row(), 5, false)).toMatchObject({ status: 'online', last_activity_at: 5 });
  for (const status of ['away', 'offline', 'dnd'] as const) {
    const own = row({ status, manual: true, last_activity_at: 3 });
    expect(active(own, 5, false)).toEqual({ ...own, last_activity_at: 5 });
    expect(idle(own, minutes(60), minutes(5), false)).toBe(own);
    expect(gone(own)).toBe(own);
  }
  expect(gone(row({ status: 'online' })).status).toBe('offline');
});

test('a person is away after enough time without activity, or when he says so', () => {
  const here = row({ status: 'online', last_activity_at: minutes(10) });
  expect(idle(here, minutes(15) - 1, minutes(5), false)).toBe(here);
  expect(idle(here, minutes(15), minutes(5), false)).toMatchObject({ status: 'away', manual: false });
  expect(idle(here, minutes(11), minutes(5), true)).toMatchObject({ status: 'away', manual: true });
  expect(idle(row(), minutes(60), minutes(5), false).status).toBe('offline');
});

test('online, when chosen, gives the status back to what happens', () => {
  const own = chosen(row({ status: 'online' }), 'dnd', 119);
  expect(own).toMatchObject({ status: 'dnd', manual: true, dnd_end_time: 60, prev_status: 'online' });
  expect(chosen(own, 'dnd', -5)).toMatchObject({ dnd_end_time: 0 });
  expect(chosen(own, 'online', 0)).toMatchObject({ status: 'online', manual: false, dnd_end_time: 0, prev_status: '' });
  expect(active(own, 5, true)).toMatchObject({ status: 'online', manual: false, dnd_end_time: 0 });
});

test('after do-not-disturb comes what was before, as far as it holds', () => {
  const before = chosen(row({ status: 'away' }), 'dnd', 600);
  const prolonged = chosen(before, 'dnd', 1200);
  expect(restored(prolonged, true)).toMatchObject({ status: 'away', manual: false, dnd_end_time: 0 });
  expect(restored(chosen(row({ status: 'online' }), 'dnd', 600), true).status).toBe('online');
  expect(restored(prolonged, false).status).toBe('offline');
});
