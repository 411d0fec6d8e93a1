import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { IncomingBody, usualPace } from './incoming-body.ts';

const head = (bytes: number) => `POST / HTTP/1.1\r\nHost: here\r\nContent-Length: ${bytes}\r\n\r\n`;

/** What a server sees of the bodies on one connection: `rest` is sent once it has the first head. */
async function bodiesOf(first: string, rest: string, requests: number) {
  const bodies: { wasUnderWay: boolean; text: string; isUnderWay: boolean }[] = [];
  const server = createServer((request, response) => {
    const body = new IncomingBody(request, response, usualPace, () => undefined);
    void (async () => {
      await Promise.resolve();
      const wasUnderWay = body.isUnderWay;
      server.emit('head');
      const text = (await body.whole(100)).toString();
      bodies.push({ wasUnderWay, text, isUnderWay: body.isUnderWay });
      response.end();
      if (bodies.length === requests) server.emit('all');
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  onTestFinished(() => void server.close());
  onTestFinished(() => void socket.destroy());
  const [hasHead, hasAll] = [once(server, 'head'), once(server, 'all')];
  socket.write(first);
  await hasHead;
  socket.write(rest);
  await hasAll;
  return bodies;
}

test('a body that came with its head is there at once', async () => {
  expect(await bodiesOf(`${head(5)}first`, '', 1)).toEqual([{ wasUnderWay: false, text: 'first', isUnderWay: false }]);
});

test('a body that comes after its head is under way', async () => {
  expect(await bodiesOf(head(5), 'later', 1)).toEqual([{ wasUnderWay: true, text: 'later', isUnderWay: false }]);
});

test('after a body that was there at once, the connection carries the next', async () => {
  const bodies = await bodiesOf(`${head(3)}one${head(3)}two`, `${head(5)}three`, 3);
  expect(bodies.map(({ text }) => text)).toEqual(['one', 'two', 'three']);
});
