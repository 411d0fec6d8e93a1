import { expect, test } from 'vitest';

import { dismissToast, onToasts, showToast, toastsNow } from './toasts.ts';

test('a fourth toast sends the oldest away, and each can be dismissed', () => {
  let told = 0;
  const stop = onToasts(() => told++);
  const ids = ['a', 'b', 'c', 'd'].map((text) => showToast({ text }));
  expect(toastsNow().map((toast) => toast.text)).toEqual(['b', 'c', 'd']);

  dismissToast(ids[2] ?? 0);
  expect(toastsNow().map((toast) => toast.text)).toEqual(['b', 'd']);
  expect(told).toBe(5);

  stop();
  for (const id of ids) dismissToast(id);
  expect(toastsNow()).toEqual([]);
  expect(told).toBe(5);
});
