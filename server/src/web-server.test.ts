import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { startServer } from './testing/start-server.ts';

const server = await startServer();
const webDir = await mkdtemp(join(tmpdir(), 'innermost-page-'));
await writeFile(join(webDir, 'index.html'), '<!doctype html><title>The page</title>');
const withPage = await startServer({ webDir });
afterAll(() => rm(webDir, { recursive: true }));
const ask = (path: string, init: RequestInit = {}) => fetch(server.url + path, init);
const error = (answer: Response): Promise<unknown> => answer.json();

test('a plain request to the address of the socket is refused', async () => {
  for (const url of ['/api/v4/websocket', '/api/v4/websocket/']) {
    const answer = await ask(url);
    expect(answer.status).toBe(400);
    expect(await error(answer)).toMatchObject({ id: 'api.web_socket.connect.upgrade.app_error', status_code: 400 });
  }
  expect((await ask('/api/v4/websocket', { method: 'POST' })).status).toBe(404);
});

test('in hardened mode nobody hears what is wrong on our side', async () => {
  await server.make.admin();
  await server.configure({ TeamSettings: { EnableUserCreation: false } });
  const signUp = () => ask('/api/v4/users', { method: 'POST', body: '{}' });
  expect(await error(await signUp())).toMatchObject({ id: 'api.user.create_user.signup_email_disabled.app_error' });
  await server.configure({ ServiceSettings: { ExperimentalEnableHardenedMode: true, EnableDeveloper: true } });
  expect(await error(await signUp())).toMatchObject({ id: '', detailed_error: '', status_code: 501 });
  expect(await error(await ask('/api/v4/users/me'))).toMatchObject({ id: 'api.context.session_expired.app_error' });
});

const origin = 'https://pages.example';
const cors = (answer: Response) =>
  [...answer.headers]
    .filter(([name]) => name.startsWith('access-control-'))
    .map(([name, value]) => `${name}: ${value}`);
const asksFirst = (from: string) =>
  ask('/api/v4/posts', {
    method: 'OPTIONS',
    headers: {
      Origin: from,
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'authorization, x-requested-with',
    },
  });

test('pages of other origins read nothing, unless they are listed', async () => {
  const reads = async (from: string) => cors(await ask('/api/v4/system/ping', { headers: { Origin: from } }));
  expect(await reads(origin)).toEqual([]);
  expect((await asksFirst(origin)).status).toBe(404);
  const more = { CorsExposedHeaders: 'Token X-Request-Id', CorsAllowCredentials: true };
  await server.configure({ ServiceSettings: { AllowCorsFrom: `https://other.example ${origin}/`, ...more } });
  expect(await reads(origin)).toEqual([
    'access-control-allow-credentials: true',
    `access-control-allow-origin: ${origin}`,
    'access-control-expose-headers: Token, X-Request-Id',
  ]);
  const first = await asksFirst(origin);
  expect(first.status).toBe(200);
  expect(cors(first)).toContain('access-control-allow-headers: authorization, x-requested-with');
  expect(cors(first)).toContain('access-control-allow-methods: GET, POST, PUT, PATCH, DELETE');
  for (const stranger of ['https://evil.example', 'http://pages.example', 'null']) {
    expect(await reads(stranger)).toEqual([]);
    expect((await asksFirst(stranger)).status).toBe(404);
  }
  expect(cors(await ask('/api/v4/users/me', { headers: { Origin: origin } }))).toHaveLength(3);
});

test('where every page may ask, none does so in the name of its reader', async () => {
  await server.configure({
    ServiceSettings: { AllowCorsFrom: '*', CorsAllowCredentials: true, CorsExposedHeaders: '' },
  });
  const answer = await ask('/api/v4/system/ping', { headers: { Origin: 'https://anybody.example' } });
  expect(cors(answer)).toEqual(['access-control-allow-origin: *']);
});

test('machines that ask for what is not there get an error in JSON, and people the page', async () => {
  const paths = ['/mcp', '/mcp/', '/mcp?x=1', '/api/v4/no/such/route', '/api/v5', '/hooks', '/oauth/token'];
  const others = ['/plugins/playbooks/api/v0/runs', '/files/x/nowhere', '/.well-known/oauth-protected-resource'];
  for (const path of [...paths, ...others])
    for (const method of ['GET', 'POST', 'DELETE']) {
      const answer = await fetch(withPage.url + path, { method });
      expect(`${answer.status} ${answer.headers.get('content-type')}`, path).toBe('404 application/json');
      expect(await error(answer)).toMatchObject({ id: 'api.context.404.app_error', status_code: 404 });
    }
  for (const path of ['/', '/mcpeople/channels/town-square', '/pluginsteam'])
    expect((await fetch(withPage.url + path)).headers.get('content-type')).toBe('text/html; charset=utf-8');
});

test('nothing is at an address with a part that is longer than any name', async () => {
  const answer = await ask(`/api/v4/users/username/${'a'.repeat(300)}`);
  expect(answer.status).toBe(404);
  expect(await error(answer)).toMatchObject({ id: 'api.context.404.app_error' });
});

test('the page may be framed by whom the configuration names, and by nobody else', async () => {
  const own = withPage;
  const ancestors = async () =>
    /frame-ancestors ([^;]*)/.exec((await fetch(own.url)).headers.get('content-security-policy') ?? '')?.[1];
  expect(await ancestors()).toBe("'self'");
  await own.configure({ ServiceSettings: { FrameAncestors: 'https://portal.example https://*.example:8443' } });
  expect(await ancestors()).toBe("'self' https://portal.example https://*.example:8443");
  await own.configure({ ServiceSettings: { FrameAncestors: '' } });
  expect(await ancestors()).toBe("'self'");

  const visit = (agent: string, path = '/') => fetch(own.url + path, { headers: { 'User-Agent': agent } });
  const desktop = (version: string) => `Mozilla/5.0 (X11) AppleWebKit/537.36 Mattermost/${version} Electron/30 Safari`;
  expect((await visit(desktop('5.9.1'))).status).toBe(200);
  await own.configure({ ServiceSettings: { MinimumDesktopAppVersion: '5.10.0' } });
  const refusal = await visit(desktop('5.9.1'));
  expect(refusal.status).toBe(403);
  expect(await refusal.text()).toContain('This is version 5.9.1, and this server wants version 5.10.0 or newer');
  for (const fine of [desktop('5.10.0'), desktop('5.10'), desktop('6.0.0'), 'Mozilla/5.0 Firefox/140.0'])
    expect((await visit(fine)).status, fine).toBe(200);
  // The API answers: what was sent from an open window is not lost.
  expect((await visit(desktop('5.9.1'), '/api/v4/system/ping')).status).toBe(200);
});
