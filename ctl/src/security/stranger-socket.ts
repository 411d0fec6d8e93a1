/** What a socket without a session hears, and how long it lives. */
import { request } from 'node:http';
import { request as requestSecurely } from 'node:https';
import { NetworkError } from '@innermost/client/errors.ts';
import { CheckFailure } from '../checks.ts';

export interface Overheard {
  readonly frames: readonly string[];
  /** ms from the opening until the server closed it; undefined when it was still open after `withinMs`. */
  readonly closedAfterMs: number | undefined;
}

const path = '/api/v4/websocket';

/** Connects without a session and listens until the server closes it; `meanwhile` makes something to overhear. */
export async function eavesdrop(url: string, withinMs: number, meanwhile: () => Promise<void>): Promise<Overheard> {
  const frames: string[] = [];
  const socket = new WebSocket(url.replace(/^http/, 'ws') + path);
  socket.addEventListener('message', ({ data }) => frames.push(String(data)));
  const isOpen = await new Promise<boolean>((resolve) => {
    socket.addEventListener('open', () => resolve(true));
    socket.addEventListener('close', () => resolve(false));
  });
  if (!isOpen) throw new CheckFailure('no socket opened, so nothing could be checked', 'See innermost verify.');

  const opened = Date.now();
  const closed = new Promise<number | undefined>((resolve) => {
    const timer = setTimeout(() => resolve(undefined), withinMs);
    socket.addEventListener('close', () => {
      clearTimeout(timer);
      resolve(Date.now() - opened);
    });
  });
  try {
    await meanwhile();
    return { frames, closedAfterMs: await closed };
  } finally {
    socket.close();
  }
}

/** Apps sign in on the open socket, within 5 s; the rest is for slow clocks. */
const shortestMs = 4_000;

/** Says when the socket was closed, or throws CheckFailure. */
export function judgeStranger({ frames, closedAfterMs }: Overheard): string {
  if (frames.length > 0)
    throw new CheckFailure(`it heard ${frames.length} frames`, 'Report this: no setting allows it.');
  if (closedAfterMs === undefined) throw new CheckFailure('it was left open', 'Report this: no setting allows it.');
  const when = `after ${(closedAfterMs / 1000).toFixed(1)} s`;
  if (closedAfterMs >= shortestMs) return when;
  throw new CheckFailure(
    `it was closed ${when}, before there was anything to hear`,
    'Look at the timeouts of the proxy.',
  );
}

/** The status with which a socket opened with a session's cookie is answered: 101 opens. A page cannot hide its origin. */
export function upgradeFrom(url: string, origin: string | undefined, token: string): Promise<number> {
  const target = new URL(url + path);
  const send = target.protocol === 'https:' ? requestSecurely : request;
  return new Promise((resolve, reject) => {
    const attempt = send(target, {
      timeout: 15_000,
      headers: {
        Connection: 'Upgrade',
        Upgrade: 'websocket',
        'Sec-WebSocket-Version': '13',
        'Sec-WebSocket-Key': 'aW5uZXJtb3N0IHZlcmlmeQ==',
        ...(origin === undefined ? {} : { Origin: origin }),
        Cookie: `MMAUTHTOKEN=${token}`,
      },
    });
    attempt.on('upgrade', (_response, socket) => {
      socket.destroy();
      resolve(101);
    });
    attempt.on('response', (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    attempt.on('timeout', () => attempt.destroy(new Error('timeout')));
    attempt.on('error', (cause) => reject(new NetworkError(`${target.href} gave no answer.`, { cause })));
    attempt.end();
  });
}
