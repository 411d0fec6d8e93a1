import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { getPost } from '@innermost/protocol/posts.ts';
import { getCategory } from '@innermost/protocol/categories.ts';
import { getChannelByNames } from '@innermost/protocol/channels.ts';
import { ping } from '@innermost/protocol/system.ts';
import { publicRoutes, readableRoutes } from './readable-routes.ts';
import { examplePath, judge } from './stranger-reads.ts';

test('every route of the contract that reads is tried', async () => {
  const folder = new URL('../../../protocol/src/', import.meta.url);
  const files = (await readdir(folder)).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  let declared = 0;
  for (const file of files) {
    const source = await readFile(new URL(file, folder), 'utf8');
    declared += source.match(/= route\(\s*'GET'/g)?.length ?? 0;
  }
  expect(declared).toBeGreaterThan(40);
  expect(readableRoutes.filter(({ method }) => method === 'GET')).toHaveLength(declared);
  expect(readableRoutes.map(({ path }) => path)).toContain('/api/v4/users/ids');
  for (const route of publicRoutes) expect(readableRoutes).toContain(route);
});

test('nothing of a path stays a placeholder', () => {
  for (const route of readableRoutes) expect(examplePath(route, 'u'.repeat(26))).not.toContain(':');
  expect(examplePath(getCategory, 'u1')).toMatch(/^\/api\/v4\/users\/u1\/teams\/a{26}\/.*a{26}$/);
  expect(examplePath(getChannelByNames, 'u1')).toBe('/api/v4/teams/name/innermost/channels/name/innermost');
});

test('only 401 is a refusal; a 404 that looked first is not', () => {
  expect(judge(ping, { status: 200, errorId: '' })).toBe('public');
  expect(judge(getPost, { status: 401, errorId: 'api.context.session_expired.app_error' })).toBe('refused');
  expect(judge(getPost, { status: 404, errorId: 'api.context.404.app_error' })).toBe('not-served');
  expect(judge(getPost, { status: 501, errorId: 'api.not_implemented.app_error' })).toBe('not-served');
  expect(judge(getPost, { status: 200, errorId: '' })).toBe('open');
  expect(judge(getPost, { status: 404, errorId: 'app.post.get.app_error' })).toBe('open');
  expect(judge(getPost, { status: 500, errorId: 'api.internal_error' })).toBe('open');
});
