/** Tells the server what was read. */
import { viewChannel } from '@innermost/protocol/channels.ts';
import { readThread } from '@innermost/protocol/threads.ts';

import { applyOwn } from '../../live/slices/slices.ts';
import { live, whenBack } from '../../live/live.ts';
import { isUnread, unreadIn } from '../../live/select.ts';
import type { FollowedThread } from '../../live/slices/threads.ts';
import type { LiveState } from '../../live/state.ts';

/** The channel that was marked unread by hand while it is open. */
let kept: string | undefined;

export function keepUnread(channelId: string | undefined): void {
  kept = channelId;
}

/** Everything in the channel has been seen. Does nothing when nothing is unread there, or nobody looks. */
export function markChannelRead(channelId: string): void {
  const before = live.store.getState();
  const after = channelRead(before, channelId);
  if (after === before) return;
  live.store.setState(after, true);
  tellViewed(channelId);
}

/** Until the returned function runs, what arrives in the channel is read as it comes. */
export function followChannelRead(channelId: string): () => void {
  return live.reading.follow({
    read(state, before) {
      const isNew = state.channels[channelId]?.last_post_at !== before.channels[channelId]?.last_post_at;
      return isNew ? channelRead(state, channelId) : state;
    },
    onRead: () => tellViewed(channelId),
  });
}

function channelRead(state: LiveState, channelId: string): LiveState {
  const channel = state.channels[channelId];
  if (!channel || kept === channelId || !isPresent()) return state;
  const member = state.members[channelId];
  const hasMore = member !== undefined && channel.total_msg_count > member.msg_count;
  if (!isUnread(unreadIn(state, channelId)) && !hasMore) return state;
  const times = { channel_times: { [channelId]: channel.last_post_at } };
  return applyOwn(state, 'multiple_channels_viewed', times, { now: Date.now() });
}

/** While messages pour in, the server is told this often (ms) that they are read, and after the last of them. */
const tellPauseMs = 1_000;
/** Channels that were told of lately; true: something was read since. */
const told = new Map<string, boolean>();

function tellViewed(channelId: string): void {
  if (told.has(channelId)) {
    told.set(channelId, true);
    return;
  }
  told.set(channelId, false);
  setTimeout(() => {
    const isMore = told.get(channelId);
    told.delete(channelId);
    if (isMore && kept !== channelId) tellViewed(channelId);
  }, tellPauseMs);
  whenBack(() => {
    live.client
      .call(viewChannel, {
        params: { user_id: 'me' },
        body: { channel_id: channelId, collapsed_threads_supported: true },
      })
      // Without an answer the next view, or the next load, sets it right.
      .catch(() => undefined);
  });
}

/** All replies of a thread that I follow have been seen. */
export function markThreadRead(rootId: string, teamId: string): void {
  const before = live.store.getState();
  const after = threadRead(before, rootId);
  if (after === before) return;
  live.store.setState(after, true);
  tellRead(rootId, teamId);
}

/** Until the returned function runs, replies to the thread are read as they come. */
export function followThreadRead(rootId: string, teamId: string): () => void {
  return live.reading.follow({
    read(state, before) {
      const isNew = state.threads[rootId]?.unread_replies !== before.threads[rootId]?.unread_replies;
      return isNew ? threadRead(state, rootId) : state;
    },
    onRead: () => tellRead(rootId, teamId),
  });
}

function threadRead(state: LiveState, rootId: string): LiveState {
  const thread = state.threads[rootId];
  if (!thread || (thread.unread_replies === 0 && thread.unread_mentions === 0) || !isPresent()) return state;
  const data = {
    thread_id: rootId,
    timestamp: readUntil(thread),
    unread_mentions: 0,
    unread_replies: 0,
    previous_unread_mentions: thread.unread_mentions,
    previous_unread_replies: thread.unread_replies,
    channel_id: thread.channel_id,
  };
  return applyOwn(state, 'thread_read_changed', data, { now: Date.now() });
}

// Wire: mentions are counted again from the replies at this time on, so it lies after the last one.
const readUntil = (thread: FollowedThread): number => thread.last_reply_at + 1;

function tellRead(rootId: string, teamId: string): void {
  const thread = live.store.getState().threads[rootId];
  if (!thread) return;
  const params = { user_id: 'me', team_id: teamId, thread_id: rootId, timestamp: String(readUntil(thread)) };
  live.client.call(readThread, { params }).catch(() => undefined);
}

/** What arrives while nobody looks is not read. */
export function isPresent(): boolean {
  return document.visibilityState === 'visible' && document.hasFocus();
}
