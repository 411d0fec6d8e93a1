import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useShallow } from 'zustand/react/shallow';

import { NetworkError } from '@innermost/client/errors.ts';
import type { Post } from '@innermost/protocol/posts.ts';

import { live, useLive, whenBack } from '../../live/live.ts';
import { joinOf, unreadIn } from '../../live/select.ts';
import { catchUp, loadAround, loadAroundUnread, loadBeside, loadNewest, loadThread } from '../../live/pages.ts';
import type { Span } from '../../live/spans.ts';
import type { Lookup } from '../../live/hold.ts';
import type { Change, LiveState, Unsent } from '../../live/state.ts';
import { isPresent } from './read.ts';
import { KeptRows } from './kept-rows.ts';
import { unsentRows, type Row, type Rows } from './rows.ts';
import { edgesOf, firstNew, shownSpan } from './window.ts';

export interface TimelineModel {
  rows: readonly Row[];
  span: Span | undefined;
  posts: Lookup<Post>;
  /** The row to open at; undefined: the end. */
  openAt: string | undefined;
  /** The message of mine that was sent last and is still on its way. */
  sending: string | undefined;
  /** Why nothing is there. */
  error: Error | undefined;
  loadOlder: () => void;
  loadNewer: () => void;
  /** Notes the post in view; undefined: the end is. */
  readAt: (post: string | undefined) => void;
  /** Shows the newest posts, loading them if they are not held. */
  toNewest: () => void;
  retry: () => void;
}

/** The timeline of a channel. `at` is a post to show, from a link to it. */
export function useChannelTimeline(channelId: string, at: string | undefined): TimelineModel {
  const [anchor, setAnchor] = useState(at);
  const newSince = useNewSince(channelId);
  const { error, load } = useLoads(channelId);
  const span = useLive((state) => shownSpan(state.spans[channelId], anchor));
  const made = useRows((state) => ({
    ids: span?.ids ?? none,
    posts: state.posts,
    me_id: state.me_id,
    newSince,
    atStart: span?.first ?? false,
  }));
  const unsent = useUnsent(channelId, '');

  const open = useCallback(() => {
    const state = live.store.getState();
    const held = shownSpan(state.spans[channelId], at);
    if (at && !held?.ids.includes(at)) {
      load(
        () => whenIn(channelId, () => loadAround(live.client, channelId, at)),
        () => setAnchor(at),
      );
    } else if (!held) {
      load(
        () => whenIn(channelId, () => loadAroundUnread(live.client, channelId)),
        () => setAnchor(firstNewIn(channelId, newSince)),
      );
    } else if (channelId in state.behind) load(() => catchUp(live.client, state, channelId));
  }, [channelId, at, newSince, load]);
  useEffect(open, [open]);

  const inView = useRef(at);
  useEffect(
    () =>
      live.lettingGo.follow(channelId, {
        postInView: () => inView.current,
        // Drawn before the end goes, or there would be nothing to show for a moment.
        stayAt: (post) => flushSync(() => setAnchor(post)),
      }),
    [channelId],
  );

  const edges = edgesOf(span);
  const rows = useWithUnsent(made, unsent);
  return {
    rows,
    span,
    posts: heldPosts,
    openAt: at ?? made.newAt,
    sending: lastSent(unsent),
    error,
    loadOlder: () => edges.older && load(() => loadBeside(live.client, channelId, 'before', edges.older ?? '')),
    loadNewer: () => edges.newer && load(() => loadBeside(live.client, channelId, 'after', edges.newer ?? '')),
    readAt: (post) => (inView.current = post),
    toNewest: () => {
      if (span?.last) return;
      load(
        () => loadNewest(live.client, channelId),
        () => setAnchor(undefined),
        true,
      );
    },
    retry: open,
  };
}

/** Where the new line stands: what was unread on arrival, or came while nobody looked, stays marked until leaving. */
function useNewSince(channelId: string): number | undefined {
  const [newSince, setNewSince] = useState(() => {
    const state = live.store.getState();
    return unreadIn(state, channelId).count > 0 ? state.members[channelId]?.last_viewed_at : undefined;
  });
  useEffect(
    () =>
      live.store.subscribe((state, before) => {
        if (isPresent() || unreadIn(state, channelId).count === 0 || unreadIn(before, channelId).count > 0) return;
        setNewSince(state.members[channelId]?.last_viewed_at);
      }),
    [channelId],
  );
  return newSince;
}

/** The timeline of a thread: its root, then the replies. */
export function useThreadTimeline(rootId: string): TimelineModel {
  const [newSince] = useState(() => {
    const thread = live.store.getState().threads[rootId];
    return thread && thread.unread_replies > 0 ? thread.last_viewed_at : undefined;
  });
  const { error, load } = useLoads(rootId);
  const span = useLive((state) => shownSpan(state.spans[rootId], undefined));
  const root = useLive((state) => state.posts.get(rootId));
  const made = useRows((state) => ({
    ids: span?.ids ?? none,
    posts: state.posts,
    me_id: state.me_id,
    newSince,
    atStart: span?.first ?? false,
    root: { id: rootId, replies: state.posts.get(rootId)?.reply_count ?? 0 },
  }));
  const unsent = useUnsent(root?.channel_id ?? '', rootId);

  const open = useCallback(() => {
    const state = live.store.getState();
    if (!shownSpan(state.spans[rootId], undefined)) load(() => loadThread(live.client, rootId));
    else if (rootId in state.behind) load(() => catchUp(live.client, state, rootId));
  }, [rootId, load]);
  useEffect(open, [open]);

  const oldest = heldPosts.get(edgesOf(span).older ?? '');
  const rows = useWithUnsent(made, unsent);
  return {
    rows,
    span,
    posts: heldPosts,
    openAt: made.newAt,
    sending: lastSent(unsent),
    error,
    loadOlder: () => oldest && load(() => loadThread(live.client, rootId, oldest)),
    loadNewer: () => undefined,
    readAt: () => undefined,
    toNewest: () => undefined,
    retry: open,
  };
}

/** One load at a time, of which an urgent one is the next; the last one that failed says why until the next begins. */
/** A channel that I join is read when I am in it: what was read before would lack what comes until I hear of it. */
async function whenIn(channelId: string, read: () => Promise<Change>): Promise<Change> {
  const wasJoining = await live.acts.settled(joinOf(channelId));
  if (wasJoining && !live.store.confirmed().members[channelId]) throw new Error('The channel was not joined.');
  return read();
}

function useLoads(key: string) {
  const [error, setError] = useState<Error>();
  const running = useRef<string>(undefined);
  const waiting = useRef<() => void>(undefined);
  const forget = useRef<() => void>(undefined);
  // Made anew for each channel and thread, so nothing waits for another one's sake.
  useEffect(
    () => () => {
      forget.current?.();
      running.current = undefined;
    },
    [],
  );
  const load = useCallback(
    (fetch: () => Promise<Change>, then?: () => void, isUrgent = false) => {
      const start = () => {
        running.current = key;
        setError(undefined);
        if (live.connection.getState().current?.isAway()) setError(new NetworkError('No connection.'));
        forget.current = whenBack(() => begin());
      };
      const begin = () => {
        setError(undefined);
        live
          .bring(fetch)
          .then(() => then?.())
          .catch((failure: unknown) => setError(failure instanceof Error ? failure : new Error(String(failure))))
          .finally(() => {
            const next = waiting.current;
            running.current = undefined;
            waiting.current = undefined;
            next?.();
          });
      };
      if (running.current !== key) start();
      else if (isUrgent) waiting.current = start;
    },
    [key],
  );
  return { error, load };
}

const none: readonly string[] = [];

/** Looks in the state of the moment. */
const heldPosts: Lookup<Post> = { get: (id) => live.store.getState().posts.get(id) };

/** Drawn anew only when rows change: not for what is said in them, nor for posts elsewhere. */
function useRows(inputOf: (state: LiveState) => Parameters<KeptRows['next']>[0]): Rows {
  const [kept] = useState(() => new KeptRows());
  return useLive((state) => kept.next(inputOf(state)));
}

function useWithUnsent({ rows, previous }: Rows, unsent: readonly Unsent[]): readonly Row[] {
  const meId = useLive((state) => state.me_id);
  return useMemo(
    () => (unsent.length === 0 ? rows : [...rows, ...unsentRows(unsent, previous, meId)]),
    [rows, previous, unsent, meId],
  );
}

function useUnsent(channelId: string, rootId: string) {
  return useLive(
    useShallow((state) =>
      Object.values(state.outbox).filter((one) => one.channel_id === channelId && one.root_id === rootId),
    ),
  );
}

function lastSent(unsent: readonly Unsent[]): string | undefined {
  return unsent.toSorted((a, b) => a.create_at - b.create_at).at(-1)?.pending_post_id;
}

function firstNewIn(channelId: string, newSince: number | undefined): string | undefined {
  const { spans, posts, me_id } = live.store.getState();
  const ids = spans[channelId]?.flatMap((span) => span.ids) ?? [];
  return firstNew(ids, posts, newSince, me_id);
}
