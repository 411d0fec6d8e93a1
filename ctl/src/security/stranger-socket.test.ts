import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import { eavesdrop, judgeStranger, upgradeFrom } from './stranger-socket.ts';

/** Opens every socket that is asked for without an origin, and hands it on. */
async function serve(opened: (socket: Duplex) => void): Promise<string> {
  const server = createServer((_request, response) => response.writeHead(400).end());
  server.on('upgrade', ({ headers }, socket: Duplex) => {
    if (headers.origin !== undefined) {
      socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
      return;
    }
    const accept = createHash('sha1')
      .update(`${headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
      .digest('base64');
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    onTestFinished(() => void socket.destroy());
    opened(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('what a stranger hears is kept, and when it ended', async () => {
  let stranger: Duplex | undefined;
  const url = await serve((socket) => (stranger = socket));
  const overheard = await eavesdrop(url, 5_000, async () => {
    stranger?.end(Buffer.from([0x81, 2, 0x68, 0x69, 0x88, 0]));
  });
  expect(overheard.frames).toEqual(['hi']);
  expect(overheard.closedAfterMs).toBeLessThan(5_000);
});

test('a socket that stays open is not waited for longer than told', async () => {
  expect(await eavesdrop(await serve(() => {}), 50, async () => {})).toEqual({ frames: [], closedAfterMs: undefined });
});

test.each([
  [{ frames: ['{}'], closedAfterMs: 5_000 }, 'heard 1 frames'],
  [{ frames: [], closedAfterMs: undefined }, 'left open'],
  [{ frames: [], closedAfterMs: 100 }, 'before there was anything to hear'],
])('%j is a fault', (overheard, fault) => {
  expect(() => judgeStranger(overheard)).toThrow(fault);
});

test('silence until the server closed it is as it should be', () => {
  expect(judgeStranger({ frames: [], closedAfterMs: 5_012 })).toBe('after 5.0 s');
});

test('an upgrade is answered with its status, for us and for other sites', async () => {
  const url = await serve(() => {});
  expect(await upgradeFrom(url, undefined, 't')).toBe(101);
  expect(await upgradeFrom(url, 'https://elsewhere.example', 't')).toBe(400);
});
