import { createServer, type IncomingMessage, type Server } from 'node:http';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { getMyChannelMembers } from '@innermost/protocol/channels.ts';
import { createPost, getPost } from '@innermost/protocol/posts.ts';
import { route, type StatusOk } from '@innermost/protocol/route.ts';
import { getClientConfig, ping } from '@innermost/protocol/system.ts';
import { getUser, getUserImage, login, logout } from '@innermost/protocol/users.ts';
import { receiveIncomingWebhook } from '@innermost/protocol/webhooks.ts';
import { ApiError, NetworkError } from './errors.ts';
import { createClient } from './http.ts';

interface Answer {
  status?: number;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  /** Keeps the request waiting for good. */
  never?: boolean;
}

let server: Server;
let url: string;
let asked: { method: string; path: string; headers: IncomingMessage['headers']; body: string }[];
let answer: Answer;

beforeEach(async () => {
  asked = [];
  answer = { body: '{}' };
  server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (part: string) => (body += part));
    request.on('end', () => {
      asked.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers, body });
      if (answer.never) return;
      response.writeHead(answer.status ?? 200, { 'Content-Type': 'application/json', ...answer.headers });
      response.end(answer.body);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
});

afterEach(() => {
  vi.unstubAllGlobals();
  server.closeAllConnections();
  server.close();
});

const refusal = (id: string) =>
  JSON.stringify({ id, message: 'No.', detailed_error: '', request_id: 'r'.repeat(26), status_code: 403 });

test('a call sends what its route needs and gives back what the server answers', async () => {
  answer.body = '{"id":"p1","message":"hi"}';
  const client = createClient({ url: `${url}/`, token: 'secret' });

  const post = await client.call(createPost, {
    body: { channel_id: 'c1', message: 'hi' },
    query: { set_online: false },
  });

  expect(post).toEqual({ id: 'p1', message: 'hi' });
  expect(asked).toMatchObject([{ method: 'POST', path: '/api/v4/posts?set_online=false' }]);
  expect(JSON.parse(asked[0]?.body ?? '')).toEqual({ channel_id: 'c1', message: 'hi' });
  expect(asked[0]?.headers).toMatchObject({
    authorization: 'Bearer secret',
    'x-requested-with': 'XMLHttpRequest',
    'content-type': 'application/json',
  });
});

test('parameters are encoded, absent query values left out, missing parameters refused', async () => {
  const client = createClient({ url: 'https://chat.example.org/sub' });

  const address = client.url(getPost, { params: { post_id: 'a/b ?' }, query: { include_deleted: undefined } });
  expect(address).toBe('https://chat.example.org/sub/api/v4/posts/a%2Fb%20%3F');
  expect(client.url(getClientConfig, { query: { format: 'old' } })).toMatch(/\/config\/client\?format=old$/);
  expect(() => client.url(getPost, { params: { post_id: '' } })).toThrow('GET /api/v4/posts/:post_id needs');
});

test('the type of a call demands params and body where the route has them', () => {
  const client = createClient({ url });
  const never = () => {
    // @ts-expect-error the route has a parameter
    void client.call(getPost);
    // @ts-expect-error another parameter
    void client.call(getPost, { params: { user_id: '1' } });
    // @ts-expect-error the route takes a body
    void client.call(createPost, {});
    // @ts-expect-error the body lacks its message
    void client.call(createPost, { body: { channel_id: '1' } });
    // @ts-expect-error the route asks for no such thing
    void client.call(ping, { query: { colour: 'red' } });
    void client.call(ping).then((reply) => reply.status satisfies 'OK' | 'UNHEALTHY');
  };
  expect(never).toBeTypeOf('function');
});

test('forms go out as forms, and headers of the call win', async () => {
  const sendForm = route('POST', '/api/v4/files').takes<FormData>().returns<StatusOk>();
  const form = new FormData();
  form.set('channel_id', 'c1');
  const client = createClient({ url, token: 'secret' });
  await client.call(sendForm, { body: form, headers: { Authorization: 'Bearer other', 'If-None-Match': 'e1' } });

  expect(asked[0]?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
  expect(asked[0]?.body).toContain('name="channel_id"');
  expect(asked[0]?.headers).toMatchObject({ authorization: 'Bearer other', 'if-none-match': 'e1' });
});

test('the mode of credentials is handed to fetch', async () => {
  const fetch = vi.fn(() => Promise.resolve(Response.json({})));
  await createClient({ url, fetch }).call(ping);
  await createClient({ url, fetch, credentials: 'include' }).call(ping);
  const modes = fetch.mock.calls.map((call: unknown[]) => (call[1] as RequestInit).credentials);
  expect(modes).toEqual(['same-origin', 'include']);
});

test('login keeps the token of the header, logout forgets it', async () => {
  const client = createClient({ url });
  answer.headers = { Token: 't'.repeat(26) };
  await client.call(login, { body: { login_id: 'ann', password: 'password' } });
  expect(client.token).toBe('t'.repeat(26));

  answer.headers = {};
  await client.call(logout);
  expect(asked[1]?.headers.authorization).toBe(`Bearer ${'t'.repeat(26)}`);
  expect(client.token).toBeUndefined();
});

test('in a browser the session lives in cookies: writes carry the CSRF token, no bearer token is kept', async () => {
  vi.stubGlobal('document', { cookie: 'MMUSERID=u1; MMCSRF=csrf-token; other=1' });
  const client = createClient({ url });
  answer.headers = { Token: 't'.repeat(26) };
  await client.call(login, { body: { login_id: 'ann', password: 'password' } });
  await client.call(ping);

  expect(client.token).toBeUndefined();
  expect(asked[0]?.headers['x-csrf-token']).toBe('csrf-token');
  expect(asked[1]?.headers['x-csrf-token']).toBeUndefined();
});

test('answers that are not JSON: lines of JSON, text, bytes', async () => {
  const client = createClient({ url });
  answer = { headers: { 'Content-Type': 'application/x-ndjson' }, body: '{"channel_id":"a"}\n{"channel_id":"b"}\n' };
  const members = client.call(getMyChannelMembers, { params: { user_id: 'me' }, query: { page: -1 } });
  expect(await members).toEqual([{ channel_id: 'a' }, { channel_id: 'b' }]);

  answer = { headers: { 'Content-Type': 'text/plain; charset=utf-8' }, body: 'ok' };
  expect(await client.call(receiveIncomingWebhook, { params: { hook_id: 'h' } })).toBe('ok');

  answer = { headers: { 'Content-Type': 'image/png' }, body: new Uint8Array([1, 2, 255]) };
  expect(await client.call(getUserImage, { params: { user_id: 'me' } })).toEqual(new Uint8Array([1, 2, 255]));
});

test('a refusal becomes an ApiError with everything the server said', async () => {
  answer = { status: 403, body: refusal('api.context.permissions.app_error') };
  const failure = await createClient({ url })
    .call(getUser, { params: { user_id: 'x' } })
    .catch((error: unknown) => error);

  expect(failure).toBeInstanceOf(ApiError);
  expect(failure).toMatchObject({
    id: 'api.context.permissions.app_error',
    status: 403,
    message: 'No.',
    request_id: 'r'.repeat(26),
    retry_after_s: undefined,
  });
});

test.each([
  ['in seconds', () => '7', 7],
  ['as a date', () => new Date(Date.now() + 60_000).toUTCString(), expect.closeTo(60, -1) as number],
])('Retry-After %s is understood', async (_form, header, seconds) => {
  answer = { status: 429, headers: { 'Retry-After': header() }, body: refusal('api.context.rate_limit.app_error') };
  await expect(createClient({ url }).call(ping)).rejects.toMatchObject({ status: 429, retry_after_s: seconds });
});

test("a proxy's error page and another server's page are told apart from answers", async () => {
  const client = createClient({ url });
  answer = { status: 502, headers: { 'Content-Type': 'text/html' }, body: '<h1>Bad gateway</h1>' };
  await expect(client.call(ping)).rejects.toMatchObject({ id: 'client.unreadable_error', status: 502 });
  answer = { headers: { 'Content-Type': 'text/html' }, body: '<h1>Welcome</h1>' };
  await expect(client.call(ping)).rejects.toMatchObject({ id: 'client.not_a_chat_server', status: 200 });
});

test('only the end of the session is reported as such', async () => {
  const ended = vi.fn();
  const client = createClient({ url, token: 'old', onSessionEnded: ended });
  answer = { status: 401, body: refusal('api.user.login.invalid_credentials_email_username') };
  await expect(client.call(ping)).rejects.toBeInstanceOf(ApiError);
  expect(ended).not.toHaveBeenCalled();

  answer = { status: 401, body: refusal('api.context.session_expired.app_error') };
  await expect(client.call(ping)).rejects.toBeInstanceOf(ApiError);
  expect(ended).toHaveBeenCalledOnce();
});

test('no answer is a NetworkError, a late one too, and an abort stays what the caller made it', async () => {
  answer.never = true;
  const client = createClient({ url });
  await expect(client.call(ping, { timeoutMs: 20 })).rejects.toMatchObject({ name: 'NetworkError', timedOut: true });

  const abort = new AbortController();
  const call = client.call(ping, { signal: abort.signal });
  const reason = new Error('no longer wanted');
  abort.abort(reason);
  await expect(call).rejects.toBe(reason);

  server.closeAllConnections();
  server.close();
  await once(server, 'close');
  const failure = await client.call(ping).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(NetworkError);
  expect((failure as Error).message).toContain('ECONNREFUSED');
});
