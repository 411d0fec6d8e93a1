import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { newId } from '../ids.ts';
import { HttpReply, jsonReply } from './message.ts';
import { AddressList } from './addresses.ts';
import { createHttpServer, type HttpServer } from './server.ts';

let server: HttpServer;
let port: number;
let failures: unknown[];

beforeEach(async () => {
  failures = [];
  server = createHttpServer({
    routes: [{ method: 'POST', path: '/echo', handle: async ({ body }) => new HttpReply(200, await body.whole(1000)) }],
    maximumUrlLength: 1000,
    forwarding: () => ({ proxies: new AddressList([]), addressHeaders: [] }),
    notFound: async () => jsonReply({}, 404),
    failed: (error) => {
      failures.push(error);
      return jsonReply({}, 500);
    },
    standardHeaders: () => ({}),
    newRequestId: newId,
  });
  port = await server.listen('127.0.0.1', 0);
});

afterEach(() => server.close());

/** Sends the text on a connection of its own, and waits until the server has noticed what it is. */
async function open(text: string, noticed: 'connection' | 'request'): Promise<Socket> {
  const socket = connect(port, '127.0.0.1', () => socket.write(text));
  await Promise.all([once(socket, 'connect'), once(server.server, noticed)]);
  return socket.resume();
}

const head = 'POST /echo HTTP/1.1\r\nHost: here\r\nContent-Length: 5\r\n';

test('a stop waits for a request that is under way, and for no connection without one', async () => {
  const without = [await open('', 'connection'), await open(head, 'connection')];
  const under = await open(`${head}\r\nab`, 'request');
  let answer = '';
  under.on('data', (bytes: Buffer) => (answer += bytes.toString()));
  const gone = without.map((socket) => once(socket, 'close'));
  const closed = server.close();
  await Promise.all(gone);
  expect(under.closed).toBe(false);
  under.write('cde');
  await Promise.all([closed, once(under, 'close')]);
  expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*\r\n\r\nabcde$/);
  expect(answer).toContain('\r\nConnection: close\r\n');
});

test('whoever goes away before the request is whole is no fault of ours', async () => {
  const socket = await open(`${head}\r\nab`, 'request');
  socket.destroy();
  await vi.waitFor(() => expect(failures).toMatchObject([{ status: 400 }]));
});
