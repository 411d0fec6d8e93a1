import { expect, test } from 'vitest';

import { usernameAfter, usernameFor } from './hook-name.ts';

test.each([
  ['BuildBot', 'BuildBot'],
  ['Größe & Café', 'Grosse-Cafe'],
  ['  CI / CD: main  ', 'CI-CD-main'],
  ['v1.2_x-y', 'v1.2_x-y'],
  ['緊急', ''],
  ['x'.repeat(100), 'x'.repeat(64)],
])('%j posts as %j', (name, username) => {
  expect(usernameFor(name)).toBe(username);
  expect(username).toMatch(/^[A-Za-z0-9._-]{0,64}$/);
});

test('a name that was set by other means stays', () => {
  expect(usernameAfter({ display_name: 'Old', username: '' }, 'New one')).toBe('New-one');
  expect(usernameAfter({ display_name: 'Old', username: 'Old' }, 'New')).toBe('New');
  expect(usernameAfter({ display_name: 'Old', username: 'deploy' }, 'New')).toBe('deploy');
});
