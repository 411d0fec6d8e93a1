import { live } from '../../live/live.ts';
import { t } from '../../words/words.ts';

let lastTold = { key: '', at: 0 };

/** Tells the others that I am writing, as often as the server wants to hear it. */
export function tellTyping(channel_id: string, parent_id: string): void {
  const { config } = live.store.getState();
  if (config['EnableUserTypingMessages'] === 'false') return;
  const pauseMs = Number(config['TimeBetweenUserTypingUpdatesMilliseconds']) || 5000;
  const key = parent_id || channel_id;
  if (lastTold.key === key && Date.now() - lastTold.at < pauseMs) return;
  lastTold = { key, at: Date.now() };
  live.connection
    .getState()
    .current?.socket.send('user_typing', { channel_id, parent_id })
    .catch(() => undefined);
}

/** Heard longer ago than this (ms), nobody is writing any more. */
export const typingLastsMs = 6_000;

/** "Ann is typing", "Ann and Bob are typing", "Ann, Bob and 3 more are typing". */
export function typingSentence(names: readonly string[]): string {
  const [first, second, ...more] = names;
  if (first === undefined) return '';
  if (second === undefined) return t('{first} is typing', { first });
  return more.length > 0
    ? t('{first}, {second} and {count} more are typing', { first, second, count: more.length })
    : t('{first} and {second} are typing', { first, second });
}
