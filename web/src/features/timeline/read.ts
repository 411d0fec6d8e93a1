/** Tells the server what was read. */
import { viewChannel } from '@innermost/protocol/channels.ts';
import { readThread } from '@innermost/protocol/threads.ts';

import { applyOwn } from '../../live/apply/apply.ts';
import { live, whenBack } from '../../live/live.ts';
import { isUnread, unreadIn } from '../../live/select.ts';

/** The channel that was marked unread by hand while it is open. */
let kept: string | undefined;

export function keepUnread(channelId: string | undefined): void {
  kept = channelId;
}

/** Everything in the channel has been seen. Does nothing when nothing is unread there. */
export function markChannelRead(channelId: string): void {
  const state = live.store.getState();
  const channel = state.channels[channelId];
  if (!channel || kept === channelId || !isPresent()) return;
  const member = state.members[channelId];
  const hasMore = member !== undefined && channel.total_msg_count > member.msg_count;
  if (!isUnread(unreadIn(state, channelId)) && !hasMore) return;
  const times = { channel_times: { [channelId]: channel.last_post_at } };
  live.store.setState((now) => applyOwn(now, 'multiple_channels_viewed', times, { now: Date.now() }), true);
  tellViewed(channelId);
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
  const state = live.store.getState();
  const thread = state.threads[rootId];
  if (!thread || (thread.unread_replies === 0 && thread.unread_mentions === 0) || !isPresent()) return;
  // Wire: mentions are counted again from the replies at this time on, so it lies after the last one.
  const timestamp = thread.last_reply_at + 1;
  const data = {
    thread_id: rootId,
    timestamp,
    unread_mentions: 0,
    unread_replies: 0,
    previous_unread_mentions: thread.unread_mentions,
    previous_unread_replies: thread.unread_replies,
    channel_id: thread.channel_id,
  };
  live.store.setState((now) => applyOwn(now, 'thread_read_changed', data, { now: Date.now() }), true);
  const params = { user_id: 'me', team_id: teamId, thread_id: rootId, timestamp: String(timestamp) };
  live.client.call(readThread, { params }).catch(() => undefined);
}

/** What arrives while nobody looks is not read. */
export function isPresent(): boolean {
  return document.visibilityState === 'visible' && document.hasFocus();
}
