/**
 * A process that takes and gives bytes: `ours` through the server's HTTP layer, `bare` with nothing but Node's. It sends
 * its port to its parent, and what it weighs when asked.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { AddressList } from '../../../server/src/platform/http/addresses.ts';
import { contentReply } from '../../../server/src/platform/http/content.ts';
import { jsonReply } from '../../../server/src/platform/http/message.ts';
import { createHttpServer } from '../../../server/src/platform/http/server.ts';

const chunk = Buffer.alloc(65_536, 'innermost');

function* chunks(size: number): Generator<Buffer> {
  for (let left = size; left > 0; left -= chunk.length) yield left < chunk.length ? chunk.subarray(0, left) : chunk;
}

async function bytesIn(stream: Readable): Promise<number> {
  let size = 0;
  for await (const part of stream) size += (part as Buffer).length;
  return size;
}

const sizeIn = (url = ''): number => Number(new URL(url, 'http://here').searchParams.get('size'));

function startOurs(): Promise<number> {
  const server = createHttpServer({
    routes: [
      {
        method: 'PUT',
        path: '/bytes',
        handle: async ({ body }) => jsonReply({ size: await bytesIn(body.open(Number.MAX_SAFE_INTEGER)) }),
      },
      {
        method: 'GET',
        path: '/bytes',
        handle: async ({ url }) => {
          const size = sizeIn(url);
          return contentReply({ type: 'application/octet-stream', size, open: () => Readable.from(chunks(size)) });
        },
      },
    ],
    maximumUrlLength: 1000,
    forwarding: () => ({ proxies: new AddressList([]), addressHeaders: [] }),
    notFound: async () => jsonReply({}, 404),
    failed: (error) => jsonReply({ error: String(error) }, 500),
    standardHeaders: () => ({}),
    newRequestId: () => '',
  });
  return server.listen('127.0.0.1', 0);
}

function startBare(): Promise<number> {
  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = JSON.stringify({ size: await bytesIn(request) });
    response.writeHead(200, { 'Content-Length': body.length }).end(body);
  };
  const server = createServer((request, response) => {
    if (request.method === 'PUT') return void take(request, response);
    const size = sizeIn(request.url);
    response.writeHead(200, { 'Content-Length': size });
    return void Readable.from(chunks(size)).pipe(response);
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Bytes on the heap and in buffers. */
function weight(): number {
  collect();
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

process.on('message', () => process.send?.({ weight: weight() }));
process.on('disconnect', () => process.exit(0));
const port = await (process.argv[2] === 'bare' ? startBare() : startOurs());
process.send?.({ port });
