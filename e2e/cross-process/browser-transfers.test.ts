/** Uploads and downloads of the typed client in a real browser, which has its own way to send. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startStreams } from '../../server/src/testing/start-streams.ts';
import { openBrowser, type Browser, type Page } from '../support/browser.ts';

const server = await startStreams();
const root = join(import.meta.dirname, '../..');

/** The page, the client's modules without their types, and everything else from the server: one origin. */
async function answerPage(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = request.url ?? '/';
  const module = /^\/(client|protocol)\/(.+\.ts)$/.exec(path);
  if (module) {
    const text = await readFile(join(root, module[1] ?? '', 'src', module[2] ?? ''), 'utf8');
    const imports = stripTypeScriptTypes(text).replaceAll('@innermost/protocol/', '/protocol/');
    return void response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(imports);
  }
  if (path === '/api/never') return;
  if (!path.startsWith('/api/')) return void response.writeHead(200, { 'Content-Type': 'text/html' }).end('<title>.');
  const { method = 'GET' } = request;
  const headers = new Headers(
    Object.entries(request.headers).filter(([name]) => name !== 'connection') as [string, string][],
  );
  const sent = method === 'GET' ? {} : { body: request as unknown as ReadableStream, duplex: 'half' as const };
  const answer = await fetch(server.streamUrl + path, { method, headers, ...sent }).catch(() => undefined);
  if (!answer) return void response.destroy();
  response.writeHead(answer.status, { 'Content-Type': answer.headers.get('content-type') ?? '' });
  response.end(Buffer.from(await answer.arrayBuffer()));
}
const pages = createServer((request, response) => void answerPage(request, response));
pages.listen(0, '127.0.0.1');
await once(pages, 'listening');
const address = pages.address();
const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;

let browser: Browser;
let page: Page;
let token: string;
beforeAll(async () => {
  browser = await openBrowser();
  page = await browser.newPage();
  await page.goto(url);
  ({ token } = await server.make.person());
});
afterAll(async () => {
  await browser.close();
  pages.closeAllConnections();
  pages.close();
});

/** Runs in the page with a client of its own. */
function inPage<T>(script: string): Promise<T> {
  return page.evaluate(
    `(async () => {
      const { createClient } = await import('/client/http.ts');
      const client = createClient({ url: '', token: ${JSON.stringify(token)} });
      ${script}
    })()`,
  );
}

const putBytes = `{ method: 'PUT', path: '/api/v4/test/bytes' }`;

test('a file goes with progress, and the part that sends it is loaded only then', async () => {
  const before = await page.evaluate(`(async () => {
    await import('/client/http.ts');
    return performance.getEntriesByType('resource').filter(({ name }) => name.includes('upload')).length;
  })()`);
  expect(before).toBe(0);
  const { answer, steps } = await inPage<{ answer: { size: number }; steps: { done: number; total: number }[] }>(`
    const steps = [];
    const body = new File([new Uint8Array(3_000_000)], 'a.bin');
    const answer = await client.upload(${putBytes}, { body, onProgress: (step) => steps.push(step) });
    return { answer, steps };`);
  expect(answer.size).toBe(3_000_000);
  expect(steps.at(-1)).toEqual({ done: 3_000_000, total: 3_000_000 });
});

test('a form goes with its fields before its files, and a stream too', async () => {
  const seen = await inPage(`
    const stream = new Blob(['from a stream']).stream();
    return client.upload({ method: 'POST', path: '/api/v4/test/form' }, { body: {
      fields: { channel_id: 'c1', client_ids: ['1', '2'] },
      files: [
        { field: 'files', name: 'ä "b".txt', type: 'text/plain', content: new Blob(['hello']) },
        { field: 'files', name: 's', content: stream },
      ],
    } });`);
  expect(seen).toMatchObject({
    fields: { channel_id: 'c1', client_ids: ['1', '2'] },
    files: [
      { type: 'text/plain', size: 5, after: ['channel_id', 'client_ids'] },
      { name: 's', size: 13 },
    ],
  });
});

test('refusals, aborts and stand-stills end an upload as they end a call', async () => {
  const failures = await inPage<{ refused: number; aborted: string; stuck: boolean }>(`
    const failed = (sending) => sending.then(() => undefined, (error) => error);
    const stranger = createClient({ url: '', token: 'x'.repeat(26) });
    const refused = await failed(stranger.upload(${putBytes}, { body: new Blob(['a']) }));
    const stop = new AbortController();
    const body = new Blob([new Uint8Array(50_000_000)]);
    const onProgress = () => stop.abort(new Error('enough'));
    const aborted = await failed(client.upload(${putBytes}, { body, signal: stop.signal, onProgress }));
    const never = { method: 'PUT', path: '/api/never' };
    const stuck = await failed(client.upload(never, { body: new Blob(['a']), idleTimeoutMs: 200 }));
    return { refused: refused.status, aborted: aborted.message, stuck: stuck.timedOut };`);
  expect(failures).toEqual({ refused: 401, aborted: 'enough', stuck: true });
});

test('a download comes as it is read', async () => {
  const { length, last } = await inPage<{ length: number; last: unknown }>(`
    const steps = [];
    const route = { method: 'GET', path: '/api/v4/test/content/:kind' };
    const options = { params: { kind: 'plain' }, query: { size: 300_000 }, onProgress: (step) => steps.push(step) };
    const { stream } = await client.download(route, options);
    const bytes = await new Response(stream).arrayBuffer();
    return { length: bytes.byteLength, last: steps.at(-1) };`);
  expect(length).toBe(300_000);
  expect(last).toMatchObject({ done: 300_000 });
});
