import type { EventFrame, EventName } from '@innermost/protocol/events.ts';
import { createSocket } from '@innermost/client/socket.ts';
import type { Person } from './person.ts';

export interface Listener {
  /** Everything heard so far but `hello`. */
  readonly heard: readonly EventFrame[];
  /** The next event (of that name) that was not taken yet; rejects after 5 s. */
  next<E extends EventName>(event?: E): Promise<Extract<EventFrame, { event: E }>>;
  close(): void;
}

const patience = 5_000;

/** Connects as the person, with the challenge, and resolves when `hello` came. */
export async function listen(url: string, person: Pick<Person, 'token'>): Promise<Listener> {
  const heard: EventFrame[] = [];
  const taken = new Set<EventFrame>();
  const waiting = new Set<() => void>();
  const socket = createSocket({
    url,
    token: person.token,
    onEvent(frame) {
      if (frame.event === 'hello') return;
      heard.push(frame);
      for (const wake of waiting) wake();
    },
  });
  await new Promise<void>((resolve) => {
    const look = () => {
      if (socket.getState().name !== 'live') return;
      stop();
      resolve();
    };
    const stop = socket.subscribe(look);
    look();
  });
  return {
    heard,
    next: <E extends EventName>(event?: E) =>
      new Promise<Extract<EventFrame, { event: E }>>((resolve, reject) => {
        const look = () => {
          const frame = heard.find((one) => !taken.has(one) && (event === undefined || one.event === event));
          if (!frame) return;
          taken.add(frame);
          waiting.delete(look);
          clearTimeout(timer);
          // Found by its name just above.
          resolve(frame as Extract<EventFrame, { event: E }>);
        };
        const timer = setTimeout(() => {
          waiting.delete(look);
          const names = heard.map((one) => one.event).join(', ');
          reject(new Error(`No ${event ?? 'event'} within ${patience} ms; heard: ${names || 'nothing'}`));
        }, patience);
        waiting.add(look);
        look();
      }),
    close: () => socket.close(),
  };
}
