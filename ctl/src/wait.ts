/** A socket of the administrator's, from which a check waits for one event. */
import { createSocket, type Socket } from '@innermost/client/socket.ts';
import type { EventFrame } from '@innermost/protocol/events.ts';
import { CheckFailure } from './checks.ts';

export interface Listener {
  readonly socket: Socket;
  /** Resolves once an event, earlier ones included, passes the test; fails after `withinMs`. */
  heard(test: (frame: EventFrame) => boolean, withinMs: number, what: string): Promise<EventFrame>;
}

/** Connects and gives back a live socket, or fails with what an operator can do. */
export async function listen(url: string, token: string | undefined): Promise<Listener> {
  const frames: EventFrame[] = [];
  const waiting = new Set<() => void>();
  const changed = (): void => {
    for (const check of waiting) check();
  };
  const until = <T>(read: () => T | undefined, withinMs: number, failure: () => CheckFailure): Promise<T> =>
    new Promise((resolve, reject) => {
      const finish = (settle: () => void): void => {
        clearTimeout(timer);
        waiting.delete(check);
        settle();
      };
      const check = (): void => {
        const value = read();
        if (value !== undefined) finish(() => resolve(value));
      };
      const timer = setTimeout(() => finish(() => reject(failure())), withinMs);
      waiting.add(check);
      check();
    });

  const socket = createSocket({
    url,
    token,
    onEvent: (frame) => {
      frames.push(frame);
      changed();
    },
  });
  socket.subscribe(changed);
  const heard: Listener['heard'] = (test, withinMs, what) =>
    until(
      () => frames.find(test),
      withinMs,
      () => new CheckFailure(`${what} did not arrive within ${withinMs / 1000} s.`),
    );
  try {
    await until(
      () => socket.getState().name === 'live' || undefined,
      10_000,
      () => noSocket(socket),
    );
    return { socket, heard };
  } catch (error) {
    socket.close();
    throw error;
  }
}

function noSocket(socket: Socket): CheckFailure {
  return new CheckFailure(
    `no connection within 10 s (it was still ${socket.getState().name})`,
    'Behind a proxy: let it pass the headers Upgrade and Connection for /api/v4/websocket.',
  );
}
