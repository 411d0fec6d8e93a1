/** What the operator of a machine may do over its sockets, held against what upstream's local mode answers. */
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Endpoint } from '../../endpoint/endpoint.ts';
import { endpoints } from '../../registry.ts';
import { askSocket } from '../ask-socket.ts';
import { startServer } from '../start-server.ts';
import { bodyOf } from './bodies.ts';
import { pathOf, worldFor } from './calls.ts';

const table = join(import.meta.dirname, '../../../../../shared/reference/api/routes.csv');
const nameless = (path: string): string => path.replaceAll(/:\w+|\{\w+\}/g, ':');
const nameOf = ({ route }: Endpoint): string => `${route.method} ${nameless(route.path)}`;

/** Of the reference, the pairs with this value in this column. */
function upstreamPairs(column: string, value: string): Set<string> {
  const [head = '', ...lines] = readFileSync(table, 'utf8').trim().split('\n');
  const place = head.split(',').indexOf(column);
  const rows = lines.map((line) => line.split(','));
  return new Set(
    rows.filter((row) => row[place] === value).map(([method, path]) => `${method} ${nameless(path ?? '')}`),
  );
}

test.skipIf(!existsSync(table))('local sockets answer what upstream’s local mode does, as far as it is served', () => {
  const upstream = upstreamPairs('local_socket', 'yes');
  expect(upstream.size).toBe(167);
  const isLocal = ({ declaration: { onSocket } }: Endpoint) => onSocket === 'local' || onSocket === 'local-only';
  expect(endpoints.filter((one) => isLocal(one) !== upstream.has(nameOf(one))).map(nameOf)).toEqual([]);
});

test.skipIf(!existsSync(table))('what upstream has on its socket alone is on ours alone', () => {
  const alone = endpoints.filter(({ declaration }) => declaration.onSocket === 'local-only').map(nameOf);
  const upstream = upstreamPairs('auth', 'local-only');
  expect(upstream.size).toBe(5);
  expect(new Set(alone)).toEqual(upstream);
});

const server = await startServer({ config: { MessageExportSettings: { DownloadExportResults: true } } });
const folder = await mkdtemp(join(tmpdir(), 'innermost-local-'));
const socket = join(folder, 'local.sock');
await server.app.listenOn(socket, 'local');
afterAll(() => rm(folder, { recursive: true, force: true }));

const localEndpoints = endpoints.filter(({ declaration: { onSocket } }) => onSocket?.startsWith('local'));

async function ask(endpoint: Endpoint, params: Record<string, string> = {}) {
  const { method } = endpoint.route;
  const world = await worldFor(server, endpoint, 'admin');
  const path = pathOf(endpoint, { ...world, params: { ...world.params, ...params } }).replace('/api/v4', '');
  const { status, body } = await askSocket(
    socket,
    method,
    path,
    method === 'GET' ? undefined : bodyOf(endpoint, world),
  );
  return status < 300 ? 'done' : `${status} ${body.id}`;
}

/** What is refused to operators too, and how; everything else is done. */
const refused: Readonly<Record<string, string>> = {
  'DELETE /api/v4/users': '401 api.user.delete_user.not_enabled.app_error',
  'POST /api/v4/config/migrate': '400 api.config.migrate_config.app_error',
  'POST /api/v4/plugins/reattach': '501 app.plugin.disabled.app_error',
  'POST /api/v4/plugins/:/detach': '501 app.plugin.disabled.app_error',
};

test('every pair is done there by a session without a user', async () => {
  expect(localEndpoints.length).toBeGreaterThan(65);
  for (const endpoint of localEndpoints)
    expect.soft(await ask(endpoint), nameOf(endpoint)).toBe(refused[nameOf(endpoint)] ?? 'done');
});

test('me is nobody there', async () => {
  const about = localEndpoints.filter(({ route }) => route.path.includes(':user_id'));
  expect(about.length).toBeGreaterThan(10);
  for (const endpoint of about)
    expect
      .soft(await ask(endpoint, { user_id: 'me' }), nameOf(endpoint))
      .toBe('400 api.context.invalid_url_param.app_error');
});
