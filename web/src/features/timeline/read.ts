/** Tells the server what was read. */
import { viewChannel } from '@innermost/protocol/channels.ts';
import { readThread } from '@innermost/protocol/threads.ts';

import { applyOwn } from '../../live/slices/slices.ts';
import { live, whenBack } from '../../live/live.ts';
import { isUnread, unreadIn } from '../../live/select.ts';
import type { FollowedThread } from '../../live/slices/threads.ts';
import type { LiveState } from '../../live/state.ts';
import { t } from '../../words/words.ts';

/** The channel that was marked unread by hand while it is open. */
let kept: string | undefined;

export function keepUnread(channelId: string | undefined): void {
  kept = channelId;
}

/** Everything in the channel has been seen. Does nothing when nothing is unread there, or nobody looks. */
export function markChannelRead(channelId: string): void {
  const state = live.store.getState();
  if (channelRead(state, channelId) === state) return;
  const times = timesOf(state, channelId);
  void live.acts.act({
    event: 'multiple_channels_viewed',
    data: () => times,
    send: () => tellViewed(channelId),
    place: `read:${channelId}`,
    failed: t('Not marked read'),
    isRepeatable: true,
    isQuiet: true,
  });
}

/** Until the returned function runs, what arrives in the channel is read as it comes. */
export function followChannelRead(channelId: string): () => void {
  return live.reading.follow({
    read(state, before) {
      const isNew = state.channels[channelId]?.last_post_at !== before.channels[channelId]?.last_post_at;
      return isNew ? channelRead(state, channelId) : state;
    },
    onRead: () => tellQuietly(channelId),
  });
}

function channelRead(state: LiveState, channelId: string): LiveState {
  const channel = state.channels[channelId];
  if (!channel || kept === channelId || !isPresent()) return state;
  const member = state.members[channelId];
  const hasMore = member !== undefined && channel.total_msg_count > member.msg_count;
  if (!isUnread(unreadIn(state, channelId)) && !hasMore) return state;
  return applyOwn(state, 'multiple_channels_viewed', timesOf(state, channelId), { now: Date.now() });
}

function timesOf(state: LiveState, channelId: string) {
  return { channel_times: { [channelId]: state.channels[channelId]?.last_post_at ?? 0 } };
}

/** While messages pour in, the server is told this often (ms) that they are read, and after the last of them. */
const tellPauseMs = 1_000;
/** Channels that were told of lately; true: something was read since. */
const told = new Map<string, boolean>();

/** Rejects as `Client.call` does. */
async function tellViewed(channelId: string): Promise<void> {
  if (told.has(channelId)) {
    told.set(channelId, true);
    return;
  }
  told.set(channelId, false);
  setTimeout(() => {
    const isMore = told.get(channelId);
    told.delete(channelId);
    if (isMore && kept !== channelId) tellQuietly(channelId);
  }, tellPauseMs);
  await live.client.call(viewChannel, {
    params: { user_id: 'me' },
    body: { channel_id: channelId, collapsed_threads_supported: true },
  });
}

/** Without an answer the next view, or the next load, sets it right. */
function tellQuietly(channelId: string): void {
  whenBack(() => void tellViewed(channelId).catch(() => undefined));
}

/** All replies of a thread that I follow have been seen. */
export function markThreadRead(rootId: string, teamId: string): void {
  const before = live.store.getState();
  const thread = before.threads[rootId];
  if (!thread || threadRead(before, rootId) === before) return;
  const until = readUntil(thread);
  void live.acts.act({
    event: 'thread_read_changed',
    data({ threads }) {
      const now = threads[rootId];
      // A reply that came since is still unread.
      return now && readUntil(now) <= until ? readOf(now) : undefined;
    },
    send: () => tellRead(rootId, teamId, until),
    place: `read:${rootId}`,
    failed: t('Not marked read'),
    isRepeatable: true,
    isQuiet: true,
  });
}

/** Until the returned function runs, replies to the thread are read as they come. */
export function followThreadRead(rootId: string, teamId: string): () => void {
  return live.reading.follow({
    read(state, before) {
      const isNew = state.threads[rootId]?.unread_replies !== before.threads[rootId]?.unread_replies;
      return isNew ? threadRead(state, rootId) : state;
    },
    onRead() {
      const thread = live.store.getState().threads[rootId];
      if (thread) tellRead(rootId, teamId, readUntil(thread)).catch(() => undefined);
    },
  });
}

function threadRead(state: LiveState, rootId: string): LiveState {
  const thread = state.threads[rootId];
  if (!thread || (thread.unread_replies === 0 && thread.unread_mentions === 0) || !isPresent()) return state;
  return applyOwn(state, 'thread_read_changed', readOf(thread), { now: Date.now() });
}

function readOf(thread: FollowedThread) {
  return {
    thread_id: thread.id,
    timestamp: readUntil(thread),
    unread_mentions: 0,
    unread_replies: 0,
    previous_unread_mentions: thread.unread_mentions,
    previous_unread_replies: thread.unread_replies,
    channel_id: thread.channel_id,
  };
}

// Wire: mentions are counted again from the replies at this time on, so it lies after the last one.
const readUntil = (thread: FollowedThread): number => thread.last_reply_at + 1;

async function tellRead(rootId: string, teamId: string, until: number): Promise<void> {
  const params = { user_id: 'me', team_id: teamId, thread_id: rootId, timestamp: String(until) };
  await live.client.call(readThread, { params });
}

/** What arrives while nobody looks is not read. */
export function isPresent(): boolean {
  return document.visibilityState === 'visible' && document.hasFocus();
}
