/** All tabs of a browser share one session: when one signs in or out, the others must not go on as before. */
export interface OtherTabs {
  /** Tells the other tabs that the session is another one, or none. */
  tell(): void;
}

/** `check` is called when another tab told, and when the person comes back to this one, where it may have missed it. */
export function followOtherTabs(check: (isTold: boolean) => void): OtherTabs {
  // Without it (very old browsers) coming back is what counts.
  const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('innermost.session');
  channel?.addEventListener('message', () => check(true));
  addEventListener('focus', () => check(false));
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel is of one origin
  return { tell: () => channel?.postMessage('changed') };
}
