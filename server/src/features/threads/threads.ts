import { isId } from '@innermost/protocol/limits.ts';
import type { AnyRoute, StatusOk } from '@innermost/protocol/route.ts';
import type {
  followThread,
  getUserThread,
  getUserThreads,
  readAllThreads,
  readThread,
  setThreadUnread,
  unfollowThread,
} from '@innermost/protocol/threads.ts';
import type { ChannelFacts } from '../../access/directory.ts';
import type { Call, CallWithoutTransaction } from '../../endpoint/endpoint.ts';
import { AppError, invalidUrl } from '../../platform/http/errors.ts';
import { jsonTextReply, type HttpReply } from '../../platform/http/message.ts';
import { countOf, isTrue, timeOf } from '../../platform/http/paging.ts';
import { allAsReadBy, hiddenFields, mentionsOf, textOf, type ListedRow } from '../posts/index.ts';
import {
  selectChannelsWithUnread,
  selectCreateAt,
  selectMine,
  selectRepliesSince,
  selectState,
  selectTotals,
  writeFollowing,
  writeRead,
  writeReadInChannels,
} from './queries.ts';
import { rootsOf, threadJson } from './thread-json.ts';

export interface OwnThreads {
  user_id: string;
}

export interface OwnThread extends OwnThreads {
  channel: ChannelFacts;
}

type Reading = Call<AnyRoute, OwnThreads>;

/** Roots by id as the caller may see them; `hidden` as in `rootsOf`. */
async function readRoots(
  call: Reading,
  ids: readonly string[],
  hidden?: readonly string[],
): Promise<Map<string, ListedRow>> {
  const { db, granted, session } = call;
  const roots = await rootsOf(db, granted.user_id, ids, hidden);
  return new Map((await allAsReadBy(call, session, [...roots.values()])).map((row) => [row.id, row]));
}

/** Wire: `per_page`, or `pageSize` from older clients; the newest reply first. */
export async function threadsOfUser(call: Call<typeof getUserThreads, OwnThreads>): Promise<HttpReply> {
  const { db, params, query, granted, services, session } = call;
  const scope = { user_id: granted.user_id, team_id: params.team_id, without_direct: isTrue(query.excludeDirect) };
  const before = query.before ?? '';
  const after = query.after ?? '';
  if ((before !== '' && !isId(before)) || (after !== '' && !isId(after))) throw invalidUrl('before');
  const size = countOf(query.per_page ?? query.pageSize, 30);
  const skipped = countOf(query.page, 0, 1_000_000) * size;
  const only_unread = isTrue(query.unread);
  const filter = { with_deleted: isTrue(query.deleted), changed_since: timeOf('since', query.since), before, after };
  const [totals, rows] = await Promise.all([
    isTrue(query.threadsOnly) ? undefined : selectTotals(db, { ...scope, with_deleted: false, only_unread }),
    isTrue(query.totalsOnly) ? [] : selectMine(db, { ...scope, ...filter, only_unread, limit: size, offset: skipped }),
  ]);
  const roots = await readRoots(
    call,
    rows.map(({ thread_id }) => thread_id),
    isTrue(query.extended) ? hiddenFields(services, session) : undefined,
  );
  const threads: string[] = [];
  for (const row of rows) {
    const root = roots.get(row.thread_id);
    if (root) threads.push(threadJson(row, root, services.directory.emoji));
  }
  const count = totals?.[0] ?? {
    total: 0,
    total_unread_threads: 0,
    total_unread_mentions: 0,
    total_unread_urgent_mentions: 0,
  };
  return jsonTextReply(
    `{"total":${count.total},"total_unread_threads":${count.total_unread_threads},"total_unread_mentions":${count.total_unread_mentions},` +
      `"total_unread_urgent_mentions":${count.total_unread_urgent_mentions},"threads":${isTrue(query.totalsOnly) ? 'null' : `[${threads.join(',')}]`}}`,
  );
}

async function threadText(
  call: Call<typeof getUserThread | typeof readThread, OwnThread>,
  hidden?: readonly string[],
): Promise<string> {
  const { db, params, granted } = call;
  const [row] = await selectState(db, { thread_id: params.thread_id, user_id: granted.user_id });
  const root = (await readRoots(call, [params.thread_id], hidden)).get(params.thread_id);
  if (!row || !root) throw new AppError('app.user.get_threads_for_user.not_found');
  return threadJson(row, root, call.services.directory.emoji);
}

export async function threadOfUser(call: Call<typeof getUserThread, OwnThread>): Promise<HttpReply> {
  const hidden = isTrue(call.query.extended) ? hiddenFields(call.services, call.session) : undefined;
  return jsonTextReply(await threadText(call, hidden));
}

async function setFollowing(call: Call<typeof followThread, OwnThread>, state: boolean): Promise<StatusOk> {
  const { db, params, granted, now, emit } = call;
  const [thread] = await writeFollowing(db, {
    thread_id: params.thread_id,
    user_id: granted.user_id,
    following: state,
    now,
  });
  const audience = { team_id: params.team_id, user_id: granted.user_id };
  emit(
    'thread_follow_changed',
    { thread_id: params.thread_id, state, reply_count: thread?.reply_count ?? 0 },
    audience,
  );
  return { status: 'OK' };
}

export const follow = (call: Call<typeof followThread, OwnThread>): Promise<StatusOk> => setFollowing(call, true);
export const unfollow = (call: Call<typeof unfollowThread, OwnThread>): Promise<StatusOk> => setFollowing(call, false);

/** How often replies from a time on call the reader. */
async function mentionsSince(call: Call<typeof readThread, OwnThread>, since: number): Promise<number> {
  const { db, params, granted } = call;
  let mentions = 0;
  for (const { message, props } of await selectRepliesSince(db, {
    thread_id: params.thread_id,
    except_user_id: granted.user_id,
    since,
  })) {
    // Stored props are an object by the query.
    const text = textOf(message, JSON.parse(props) as Record<string, unknown>);
    const found = await mentionsOf(call, granted.channel, text, { id: '', isWebhook: true, mayCallChannel: true });
    if (found.people.includes(granted.user_id)) mentions += 1;
  }
  return mentions;
}

async function readUntil(call: Call<typeof readThread, OwnThread>, timestamp: number): Promise<HttpReply> {
  const { db, params, granted, now, emit } = call;
  const { thread_id, team_id } = params;
  const mentions = await mentionsSince(call, timestamp);
  const [before] = await writeRead(db, {
    thread_id,
    user_id: granted.user_id,
    read_until: timestamp,
    mentions_left: mentions,
    now,
  });
  const [state] = await selectState(db, { thread_id, user_id: granted.user_id });
  if (!before || !state) throw new AppError('app.user.get_thread_membership_for_user.not_found');
  const { unread_mentions, unread_replies } = state;
  emit(
    'thread_read_changed',
    { thread_id, timestamp, unread_mentions, unread_replies, ...before, channel_id: granted.channel.id },
    { team_id, user_id: granted.user_id },
  );
  return jsonTextReply(await threadText(call));
}

export function markThreadRead(call: Call<typeof readThread, OwnThread>): Promise<HttpReply> {
  if (!/^\d{1,15}$/.test(call.params.timestamp)) throw invalidUrl('timestamp');
  return readUntil(call, Number(call.params.timestamp));
}

/** Wire: the thread is unread from the given reply on, and followed; events say both. */
export async function markThreadUnread(call: Call<typeof setThreadUnread, OwnThread>): Promise<HttpReply> {
  const { db, params, granted, now, emit } = call;
  const [post] = await selectCreateAt(db, { thread_id: params.thread_id, post_id: params.post_id });
  if (!post) throw new AppError('app.user.update_thread_read_for_user_by_post.app_error');
  const [thread] = await writeFollowing(db, {
    thread_id: params.thread_id,
    user_id: granted.user_id,
    following: true,
    now,
  });
  const audience = { team_id: params.team_id, user_id: granted.user_id };
  const reply_count = thread?.reply_count ?? 0;
  emit('thread_follow_changed', { thread_id: params.thread_id, state: true, reply_count }, audience);
  const timestamp = post.create_at - 1;
  return readUntil({ ...call, params: { ...params, timestamp: String(timestamp) } }, timestamp);
}

/** Of the channels that have something unread now; replies to them wait, and count anew. */
export async function markAllThreadsRead(
  call: CallWithoutTransaction<typeof readAllThreads, OwnThreads>,
): Promise<StatusOk> {
  const { db, granted, params, now } = call;
  const unread = await selectChannelsWithUnread(db, { user_id: granted.user_id, team_id: params.team_id });
  const channelIds = unread.map(({ channel_id }) => channel_id);
  await call.transaction([granted.user_id, ...channelIds], async (w) => {
    await writeReadInChannels(w.db, { user_id: granted.user_id, channel_ids: channelIds, now });
    w.emit('thread_read_changed', {}, { team_id: params.team_id, user_id: granted.user_id });
  });
  return { status: 'OK' };
}
