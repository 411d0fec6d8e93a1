import { expect, test, vi } from 'vitest';

import { createVersions } from './version.ts';

const idle = () => new Promise((resolve) => setTimeout(resolve));

function follow(hasNewerPage = false) {
  const onNewConfig = vi.fn<() => void>();
  const versions = createVersions({ hasNewerPage: () => Promise.resolve(hasNewerPage), onNewConfig });
  return { versions, onNewConfig };
}

test('another build is a newer version; another setting is not', async () => {
  const { versions, onNewConfig } = follow();
  versions.heard('11.6.0.7.aaa.false');
  versions.heard('11.6.0.7.aaa.false');
  await idle();
  expect(onNewConfig).not.toHaveBeenCalled();
  versions.heard('11.6.0.7.bbb.false');
  await idle();
  expect(onNewConfig).toHaveBeenCalledTimes(1);
  expect(versions.newer.getState()).toBe(false);
  versions.heard('11.6.0.8.bbb.false');
  expect(versions.newer.getState()).toBe(true);
});

test('a server with the same number and another page is a newer version too', async () => {
  const { versions } = follow(true);
  versions.heard('11.6.0.7.aaa.false');
  await idle();
  expect(versions.newer.getState()).toBe(false);
  versions.heard('11.6.0.7.aaa.false');
  await vi.waitFor(() => expect(versions.newer.getState()).toBe(true));
});
