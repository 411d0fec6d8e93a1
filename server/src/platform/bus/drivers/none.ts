import type { Bus } from '../bus.ts';

/** There is no other process: what is sent is taken here, before `send` returns. */
export function noBus<Message>(): Bus<Message> {
  let take: ((message: Message) => Promise<void> | undefined) | undefined;
  return {
    send(message) {
      if (!take) throw new Error('A message was sent before anybody received.');
      return take(message);
    },
    receive: (taking) => void (take = taking),
    close: () => Promise.resolve(),
  };
}
