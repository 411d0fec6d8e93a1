import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { hostileAddresses, resolveHostile, startCanary } from '../../testing/hostile-addresses.ts';
import { startServer } from '../../testing/start-server.ts';
import { work } from '../../work/work.ts';
import { deliver, type Delivery } from './index.ts';
import { clearDeliveries } from './jobs.ts';
import type { Db } from '../../platform/db/database.ts';

let asked: { url: string | undefined; headers: IncomingMessage['headers']; body: string }[] = [];
let answer: (request: IncomingMessage, response: ServerResponse) => void;
const theirs = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => (body += chunk.toString()));
  request.on('end', () => {
    asked.push({ url: request.url, headers: request.headers, body });
    answer(request, response);
  });
});
await once(theirs.listen(0, '127.0.0.2'), 'listening');
const origin = `http://127.0.0.2:${(theirs.address() as AddressInfo).port}`;

let jumped = 0;
const server = await startServer({
  clock: { now: () => Date.now() + jumped },
  config: { ServiceSettings: { AllowedUntrustedInternalConnections: '127.0.0.2' } },
  resolve: resolveHostile,
});
const { services, jobs } = server.app;
const { db } = server.database;

beforeEach(() => {
  asked = [];
});
afterAll(() => {
  theirs.closeAllConnections();
  theirs.close();
});

const delivery = (more: Partial<Delivery> = {}): Delivery => ({
  kind: 'outgoing_hook',
  integration_id: 'hookhookhookhookhookhookho',
  subject_id: 'postpostpostpostpostpostpo',
  url: `${origin}/services/T0123/a1b2c3d4e5f6g7h8i9?key=abc&room=x`,
  headers: { 'content-type': 'application/json', authorization: 'Bearer abcdefghijkl' },
  body: JSON.stringify({
    token: 'tokentokentoken',
    text: 'the word is tokentokentoken',
    deep: { api_key: 'k', list: [1] },
  }),
  secrets: ['tokentokentoken'],
  ...more,
});
const send = (more: Partial<Delivery> = {}) => work(services, { lanes: [] }, (w) => deliver(w, delivery(more)));
const row = (id: string, on: Db = db) =>
  on.selectFrom('innermost.deliveries').selectAll().where('id', '=', id).executeTakeFirst();
const queued = () =>
  db.selectFrom('innermost.job_queue').select(['args', 'state']).where('name', '=', 'deliver').execute();
const later = async (ms: number) => {
  jumped += ms;
  await jobs.toEmpty();
};

test('what is delivered is whole, and the log shows both sides without their secrets', async () => {
  answer = (_request, response) => {
    const headers = { 'content-type': 'application/json', 'set-cookie': 'a=b', 'x-request-id': 'r1' };
    response.writeHead(200, headers).end('{"text":"got tokentokentoken","access_token":"t"}');
  };
  const id = await work(services, { lanes: [] }, async (w) => {
    const begun = await deliver(w, delivery());
    const noted = { status: 'waiting', attempts: 0, answer_code: 0, response_headers: '{}', response_body: '' };
    expect(await row(begun, w.db)).toMatchObject(noted);
    return begun;
  });
  await jobs.toEmpty();
  expect(asked).toMatchObject([
    {
      url: '/services/T0123/a1b2c3d4e5f6g7h8i9?key=abc&room=x',
      headers: { authorization: 'Bearer abcdefghijkl', 'x-innermost-delivery': id },
      body: delivery().body,
    },
  ]);
  const logged = await row(id);
  expect(logged).toMatchObject({
    kind: 'outgoing_hook',
    integration_id: 'hookhookhookhookhookhookho',
    subject_id: 'postpostpostpostpostpostpo',
    target: `${origin}/services/T0123/[hidden]?key=[hidden]&room=[hidden]`,
    target_origin: origin,
    status: 'delivered',
    attempts: 1,
    answer_code: 200,
    failure: '',
    error: '',
    request_body: '{"token":"[hidden]","text":"the word is [hidden]","deep":{"api_key":"[hidden]","list":[1]}}',
    request_size: delivery().body.length,
    response_body: '{"text":"got [hidden]","access_token":"[hidden]"}',
  });
  expect(JSON.parse(logged?.request_headers ?? '')).toEqual({
    'content-type': 'application/json',
    authorization: '[hidden]',
  });
  expect(JSON.parse(logged?.response_headers ?? '')).toMatchObject({ 'set-cookie': '[hidden]', 'x-request-id': 'r1' });
  expect(JSON.stringify(logged)).not.toMatch(/tokentoken|abcdef|a1b2c3|a=b/);
  expect(await queued()).toEqual([]);
});

test('what was not committed is not delivered', async () => {
  const failing = work(services, { lanes: [] }, async (w) => {
    await deliver(w, delivery());
    throw new Error('changed my mind');
  });
  await expect(failing).rejects.toThrow('changed my mind');
  await jobs.toEmpty();
  expect(asked).toEqual([]);
});

test('a server that is down for a while is asked again, with the same id', async () => {
  answer = (_request, response) => response.writeHead(asked.length < 3 ? 503 : 204).end();
  const id = await send();
  await jobs.toEmpty();
  expect(await row(id)).toMatchObject({
    status: 'waiting',
    attempts: 1,
    answer_code: 503,
    failure: 'answer',
    error: 'The answer was 503.',
  });
  await later(60_000);
  await later(60_000);
  expect(asked.map(({ headers }) => headers['x-innermost-delivery'])).toEqual([id, id, id]);
  expect(await row(id)).toMatchObject({ status: 'delivered', attempts: 3, answer_code: 204, failure: '', error: '' });
});

test('a server that stays down is given up, and nothing of it stays in the queue', async () => {
  answer = (_request, response) => response.writeHead(500).end('broken');
  const id = await send();
  await jobs.toEmpty();
  for (let count = 0; count < 12; count += 1) await later(3 * 3_600_000);
  expect(asked).toHaveLength(10);
  expect(await row(id)).toMatchObject({ status: 'failed', attempts: 10, answer_code: 500, response_body: 'broken' });
  expect(await queued()).toEqual([]);
});

test.each([
  [404, 'failed'],
  [410, 'failed'],
  [429, 'waiting'],
  [408, 'waiting'],
  [201, 'delivered'],
])('after %d it is %s', async (status, state) => {
  answer = (_request, response) => response.writeHead(status).end();
  const id = await send();
  await jobs.toEmpty();
  expect(await row(id)).toMatchObject({ status: state, attempts: 1, answer_code: status });
  await db.deleteFrom('innermost.job_queue').execute();
});

test('no delivery goes to a hostile address, and the log says what an administrator could do', async () => {
  const canary = await startCanary();
  const hostile = hostileAddresses(canary.port).filter(({ reason }) => reason === 'refused');
  const ids = [];
  for (const { url } of hostile) ids.push(await send({ url }));
  await jobs.toEmpty();
  for (const id of ids) {
    expect(await row(id)).toMatchObject({
      status: 'failed',
      attempts: 1,
      failure: 'refused',
      error: expect.stringContaining('ServiceSettings.AllowedUntrustedInternalConnections'),
    });
  }
  expect(canary.connections()).toBe(0);
  await canary.close();
  await expect(send({ url: 'file:///etc/passwd' })).rejects.toMatchObject({ reason: 'bad-address' });
});

test('a host that is not there is tried again', async () => {
  const id = await send({ url: 'http://127.0.0.2:1/' });
  await jobs.toEmpty();
  expect(await row(id)).toMatchObject({ status: 'waiting', failure: 'unreachable', answer_code: 0 });
  await db.deleteFrom('innermost.job_queue').execute();
});

test('bodies of any kind and length are kept in part, also those that no text is', async () => {
  const long = 'ü'.repeat(30_000);
  answer = (_request, response) =>
    response.end(Buffer.concat([Buffer.from([0, 255, 254]), Buffer.alloc(2_000_000, 'z')]));
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const id = await send({ headers: form, body: `token=tokentokentoken&text=${long}` });
  await jobs.toEmpty();
  const logged = await row(id);
  // They have it, however much they say to it.
  expect(logged).toMatchObject({ status: 'delivered', request_size: 60_027, answer_code: 200 });
  expect(logged?.request_body).toMatch(/^token=\[hidden\]&text=ü+…$/);
  expect(Buffer.byteLength(logged?.request_body ?? '')).toBeLessThan(16_500);
  expect(logged?.response_body).toMatch(/^\ufffd{3}z+…$/);
  expect(logged?.response_size).toBeLessThanOrEqual(1_048_576);
});

test('after seven days a delivery is forgotten', async () => {
  answer = (_request, response) => response.end();
  const old = await send();
  await jobs.toEmpty();
  jumped += 7 * 24 * 3_600_000 - 60_000;
  const young = await send();
  await server.runJob(clearDeliveries, {});
  expect(await row(old)).toBeDefined();
  jumped += 120_000;
  await server.runJob(clearDeliveries, {});
  expect(await row(old)).toBeUndefined();
  expect(await row(young)).toBeDefined();
});
