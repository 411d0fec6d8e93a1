/**
 * The way to a server on this machine that needs no address and no password: the socket in its data folder, which only
 * the server's own user may open.
 */
import { realpathSync } from 'node:fs';
import { request, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { join, resolve } from 'node:path';
import type { Environment } from './credentials.ts';

/** The path of the socket of a server that runs here; undefined when none does. */
export async function findControlSocket(env: Environment): Promise<string | undefined> {
  const path = join(resolve(env['INNERMOST_DATA_DIR'] || './data'), 'innermost.sock');
  try {
    // A link stands there where the folder's own path is longer than the kernel lets a socket's be.
    const real = realpathSync(path);
    return (await answers(real)) ? real : undefined;
  } catch {
    return undefined;
  }
}

function answers(path: string): Promise<boolean> {
  return new Promise((settle) => {
    const socket = connect(path, () => {
      socket.destroy();
      settle(true);
    });
    socket.once('error', () => settle(false));
  });
}

function headersOf(raw: IncomingHttpHeaders): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(raw))
    for (const one of Array.isArray(value) ? value : [value ?? '']) headers.append(name, one);
  return headers;
}

/** `fetch` through a Unix socket, which the platform's own cannot; bodies are text. */
export function fetchThrough(socketPath: string): typeof fetch {
  return (input, init = {}) =>
    new Promise((settle, reject) => {
      const url = new URL(input instanceof Request ? input.url : input);
      const asked = request(
        {
          socketPath,
          path: url.pathname + url.search,
          method: init.method ?? 'GET',
          headers: Object.fromEntries(new Headers(init.headers)),
          ...(init.signal ? { signal: init.signal } : {}),
        },
        (answer) => {
          const parts: Buffer[] = [];
          answer.on('data', (part: Buffer) => parts.push(part));
          answer.on('error', reject);
          answer.on('end', () => {
            const status = answer.statusCode ?? 500;
            const body = [204, 304].includes(status) ? null : Buffer.concat(parts);
            settle(
              new Response(body, {
                status,
                statusText: answer.statusMessage ?? '',
                headers: headersOf(answer.headers),
              }),
            );
          });
        },
      );
      asked.on('error', (cause) => reject(new TypeError('fetch failed', { cause })));
      asked.end(typeof init.body === 'string' ? init.body : undefined);
    });
}
