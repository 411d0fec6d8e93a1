/**
 * What is far from the screen is let go, so that a page that is open for weeks holds no more than one of an hour. The
 * rule, looked at whenever some hundreds of posts came or another place is shown:
 *
 * - A channel or thread that is not on the screen goes whole when it has more than `apart` posts, and so do those shown
 *   longest ago when together they have more than `shown`. Opened again it loads as it did first, around what is unread.
 * - Of the channel on the screen, what is farthest from the post in view goes when more than `shown` posts are held:
 *   half of them stay. At the end of the channel those are the newest. What is left says at which edge posts are missing,
 *   and scrolling there loads them as always.
 * - Never: a thread that is open, messages that were not sent, roots of followed threads, pinned posts of what is shown.
 *   And nothing without a connection, since nothing could be brought back.
 */
import { forget } from './pages.ts';
import { lastSpan, spanWith, type Span } from './spans.ts';
import { put, type Change, type LiveState } from './state.ts';
import type { LiveStore } from './store.ts';

export interface Bounds {
  /** Posts of the channel on the screen, and of everything else together. */
  readonly shown: number;
  /** Posts of one channel or thread that is not on the screen. */
  readonly apart: number;
}

/** About 20 MB of posts, in which a day's reading fits; less where the device (GB) has little for everything. */
export function boundsFor(deviceMemory = 8): Bounds {
  return deviceMemory <= 2 ? { shown: 2_000, apart: 500 } : { shown: 10_000, apart: 1_500 };
}

export interface Screen {
  /** Keys of `spans` on the screen. */
  readonly shown: readonly string[];
  /** Keys that were shown, the latest first. */
  readonly recent: readonly string[];
  /** Of each channel on the screen the post in view; undefined: its end. */
  readonly inView: ReadonlyMap<string, string | undefined>;
}

export function letGo(state: LiveState, screen: Screen, bounds: Bounds): LiveState {
  let next = state;
  for (const key of apartTooFar(state, screen, bounds)) next = forget(next, key);
  for (const [key, post] of screen.inView) {
    const spans = next.spans[key];
    if (!spans || !screen.shown.includes(key) || countIn(spans) <= bounds.shown) continue;
    const span = post === undefined ? lastSpan(spans) : spanWith(spans, post);
    if (span) next = { ...next, spans: put(next.spans, key, [around(span, post, Math.floor(bounds.shown / 2))]) };
  }
  return next === state ? state : withoutStrays(next, screen);
}

function apartTooFar(state: LiveState, { shown, recent }: Screen, bounds: Bounds): string[] {
  const held = new Set([...recent.filter((key) => key in state.spans), ...Object.keys(state.spans)]);
  let room = bounds.shown;
  return [...held].filter((key) => {
    if (shown.includes(key)) return false;
    const count = countIn(state.spans[key] ?? []);
    if (count > bounds.apart) return true;
    room -= count;
    return room < 0;
  });
}

/** So many posts of a span: half of them on either side of one, or the newest. */
function around({ ids, first, last }: Span, post: string | undefined, count: number): Span {
  const middle = post === undefined ? ids.length : ids.indexOf(post);
  const from = Math.max(0, Math.min(middle - Math.floor(count / 2), ids.length - count));
  const to = from + count;
  return { ids: ids.slice(from, to), first: first && from === 0, last: last && to >= ids.length };
}

/** Posts that belong to nothing held, and are shown nowhere. */
function withoutStrays(state: LiveState, { shown }: Screen): LiveState {
  const kept = new Set([
    ...Object.keys(state.spans),
    ...Object.keys(state.threads),
    ...Object.values(state.outbox).map((unsent) => unsent.root_id),
    ...shown,
  ]);
  for (const spans of Object.values(state.spans)) for (const { ids } of spans) for (const id of ids) kept.add(id);
  const strays: string[] = [];
  for (const { id, is_pinned, channel_id } of state.posts.values()) {
    if (!kept.has(id) && !(is_pinned && shown.includes(channel_id))) strays.push(id);
  }
  return { ...state, posts: state.posts.without(strays) };
}

function countIn(spans: readonly Span[]): number {
  return spans.reduce((count, { ids }) => count + ids.length, 0);
}

/** A timeline of a channel, asked where its reader is. */
export interface Reader {
  /** Undefined: at the end. */
  postInView(): string | undefined;
  /** The end may go: from now on it must show what is around this post. Returns when it does. */
  stayAt(post: string): void;
}

export interface LettingGo {
  /** These are on the screen now. */
  show(keys: readonly string[]): void;
  /** Tells where the reader of a channel is; returns what ends that. */
  follow(channelId: string, reader: Reader): () => void;
}

export interface LettingGoOptions {
  store: LiveStore;
  isAway: () => boolean;
  bounds: Bounds;
}

/** Looked at again when so many more posts are held. */
const step = 500;
/** Not in the midst of what brought them (ms). */
const pauseMs = 500;

export function createLettingGo({ store, isAway, bounds }: LettingGoOptions): LettingGo {
  const readers = new Map<string, Reader>();
  let shown: readonly string[] = [];
  let recent: readonly string[] = [];
  let due = bounds.apart;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const look = (): void => {
    timer = undefined;
    if (isAway()) return;
    const inView = new Map([...readers].map(([key, reader]) => [key, reader.postInView()]));
    const change: Change = (state) => letGo(state, { shown, recent, inView }, bounds);
    const state = store.getState();
    const next = change(state);
    due = Math.max(bounds.apart, next.posts.size + step);
    if (next === state) return;
    for (const [key, post] of inView)
      if (post !== undefined && next.spans[key] !== state.spans[key]) readers.get(key)?.stayAt(post);
    store.change(change);
  };
  const later = (): void => void (timer ??= setTimeout(look, pauseMs));
  store.subscribe(({ posts }) => {
    if (posts.size > due) later();
  });
  return {
    show(keys) {
      shown = keys;
      recent = [...new Set([...keys, ...recent])];
      if (store.getState().posts.size > bounds.apart) later();
    },
    follow(channelId, reader) {
      readers.set(channelId, reader);
      return () => {
        if (readers.get(channelId) === reader) readers.delete(channelId);
      };
    },
  };
}
