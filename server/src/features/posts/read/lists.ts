import { isId, wireVersion } from '@innermost/protocol/limits.ts';
import type {
  getChannelPosts,
  getEditHistory,
  getPinnedPosts,
  getPost,
  getPostsAroundUnread,
  getPostsByIds,
  getPostThread,
} from '@innermost/protocol/posts.ts';
import type { AnyRoute } from '@innermost/protocol/route.ts';
import { mayReadChannel } from '../../../access/permission.ts';
import type { InChannel } from '../../../access/scopes/channel.ts';
import type { OfPost } from '../../../access/scopes/post.ts';
import type { Call } from '../../../endpoint/endpoint.ts';
import { notModified } from '../../../endpoint/run.ts';
import { AppError, forbidden, invalidBody, invalidUrl } from '../../../platform/http/errors.ts';
import { jsonTextReply, type HttpReply } from '../../../platform/http/message.ts';
import { countOf, isTrue, paging, timeOf } from '../../../platform/http/paging.ts';
import { hiddenFields, hideInParticipants } from '../participants.ts';
import { allAsReadBy, asReadBy } from './as-read-by.ts';
import { postListText } from './post-list.ts';
import { postJson } from '../post-row.ts';
import {
  selectAfter,
  selectAroundUnread,
  selectBefore,
  selectByIds,
  selectNewest,
  selectNthAfter,
  selectNthBefore,
  selectPage,
  selectPinned,
  selectSince,
  selectThread,
  selectVersions,
  type ListedRow,
  type ListForm,
} from './queries/lists.ts';

/** Wire: a list by `since` has at most this many posts. */
const longestSince = 1000;

interface ThreadQuery {
  collapsedThreads?: string;
  collapsedThreadsExtended?: string;
  skipFetchThreads?: string;
}

function formOf(query: ThreadQuery): ListForm {
  if (!isTrue(query.collapsedThreads)) return 'flat';
  return isTrue(query.collapsedThreadsExtended) ? 'extended' : 'collapsed';
}

type Reading = Call<AnyRoute, unknown>;

/** As the reader may see them: links to channels, and who took part in threads. */
function shown(call: Reading, rows: readonly ListedRow[]): Promise<readonly ListedRow[]> {
  const { services, session } = call;
  return allAsReadBy(call, session, hideInParticipants(rows, hiddenFields(services, session)));
}

async function listReply(call: Reading, rows: readonly ListedRow[], hasNext?: boolean): Promise<HttpReply> {
  const { json, etag } = postListText(await shown(call, rows), call.services.directory.emoji, hasNext);
  return call.matches(`${wireVersion}.${etag}`) ? notModified() : jsonTextReply(json);
}

/** A page, or what lies before or after a post, or what changed since a time. One round trip. */
export async function postsOfChannel(call: Call<typeof getChannelPosts, InChannel>): Promise<HttpReply> {
  const { db, session, query, granted } = call;
  const form = formOf(query);
  const threads = !isTrue(query.skipFetchThreads);
  const start = { reader: session.user_id, with_threads: threads, channel_id: granted.channel.id };
  const { offset, per_page } = paging(query);
  const since = timeOf('since', query.since);
  if (since > 0) {
    // Wire: lists by `since` carry no ETag.
    const rows = await selectSince[form](db, { ...start, since, limit: longestSince });
    return jsonTextReply(postListText(await shown(call, rows), call.services.directory.emoji).json);
  }
  for (const name of ['before', 'after'] as const) {
    let anchor = query[name];
    if (!anchor) continue;
    if (!isId(anchor)) throw invalidUrl(name);
    const [statement, nth] = name === 'before' ? [selectBefore, selectNthBefore] : [selectAfter, selectNthAfter];
    if (offset > 0) {
      // A later page begins where the one before it ends.
      const [last] = await nth[form === 'flat' ? form : 'collapsed'](db, { ...start, anchor, count: offset });
      if (!last) return listReply(call, []);
      anchor = last.id;
    }
    return listReply(call, await statement[form](db, { ...start, anchor, limit: per_page }));
  }
  const statement = offset === 0 ? selectNewest : selectPage;
  return listReply(call, await statement[form](db, { ...start, skip: offset, limit: per_page }));
}

/** Opens a channel where its reader left off. One round trip. */
export async function postsAroundUnread(call: Call<typeof getPostsAroundUnread, InChannel>): Promise<HttpReply> {
  const { db, params, query, granted } = call;
  const before = countOf(query.limit_before, 60);
  const after = countOf(query.limit_after, 60);
  if (after === 0) throw invalidUrl('limit_after');
  const rows = await selectAroundUnread[formOf(query)](db, {
    reader: params.user_id,
    with_threads: !isTrue(query.skipFetchThreads),
    channel_id: granted.channel.id,
    before,
    after,
  });
  // Wire: where the reader left off in the midst, the list says that it has no further page, and carries no ETag.
  if (!rows.some(({ part }) => part === 'unread')) return listReply(call, rows);
  return jsonTextReply(postListText(await shown(call, rows), call.services.directory.emoji, false).json);
}

export async function pinnedPosts(call: Call<typeof getPinnedPosts, InChannel>): Promise<HttpReply> {
  return listReply(call, await selectPinned(call.db, { channel_id: call.granted.channel.id }));
}

/** A thread by its root or any of its replies, whole or by pages of replies. Wire: the root first, replies ascending. */
export async function postsOfThread(call: Call<typeof getPostThread, OfPost>): Promise<HttpReply> {
  const { db, session, query, granted } = call;
  const rootId = granted.post.root_id || granted.post.id;
  if (query.direction && !['up', 'down'].includes(query.direction)) throw invalidBody('direction');
  if (query.fromPost && !isId(query.fromPost)) throw invalidUrl('fromPost');
  const changedAfter = timeOf('fromUpdateAt', query.fromUpdateAt);
  if (changedAfter > 0 && query.direction === 'down') throw invalidBody('fromUpdateAt');
  if (isTrue(query.updatesOnly) && changedAfter === 0) throw invalidBody('fromUpdateAt');
  const limit = countOf(query.perPage, 0, 1000);
  const up = query.direction !== 'down';
  const from = timeOf('fromCreateAt', query.fromCreateAt);
  // Towards older posts, an anchor without a post id leaves out everything of that millisecond.
  const fromPost = query.fromPost || (up ? '' : '\u{10ffff}');
  const rows = await selectThread[formOf(query)](db, {
    reader: session.user_id,
    root_id: rootId,
    limit,
    from,
    from_post: fromPost,
    older: up && limit > 0,
    changed_after: changedAfter,
  });
  const hasNext = rows.some(({ part }) => part === 'older');
  return listReply(
    call,
    rows.filter(({ part }) => part === 'list'),
    hasNext,
  );
}

export async function onePost(call: Call<typeof getPost, OfPost>): Promise<HttpReply> {
  const [row] = await selectByIds(call.db, { ids: [call.granted.post.id], with_deleted: true });
  if (!row) throw new AppError('app.post.get.app_error');
  if (call.matches(`${wireVersion}.${row.id}.${row.update_at}`)) return notModified();
  return jsonTextReply(postJson(await asReadBy(call, call.session, row), call.services.directory.emoji));
}

/** Posts that do not exist or may not be read are left out. */
export async function postsByIds(call: Call<typeof getPostsByIds>): Promise<HttpReply> {
  const { db, session, body, services } = call;
  if (body.length === 0) throw invalidBody('post_ids');
  if (body.length > 1000) throw new AppError('api.post.posts_by_ids.invalid_body.request_error');
  const rows = await selectByIds(db, { ids: body, with_deleted: false });
  const readable = new Map<string, boolean>();
  for (const channelId of new Set(rows.map(({ channel_id }) => channel_id))) {
    const channel = await services.directory.channels.get(channelId);
    readable.set(channelId, channel !== undefined && (await mayReadChannel(services.directory, session, channel)));
  }
  const readableRows = rows.filter(({ channel_id }) => readable.get(channel_id));
  const shown = await allAsReadBy(call, session, readableRows);
  return jsonTextReply(`[${shown.map((row) => postJson(row, services.directory.emoji)).join(',')}]`);
}

/** Wire: only the author sees earlier versions; 404 when there are none. */
export async function versionsOfPost(call: Call<typeof getEditHistory, OfPost>): Promise<HttpReply> {
  const { db, session, granted } = call;
  if (granted.post.user_id !== session.user_id) throw forbidden('edit_post');
  const rows = await selectVersions(db, { post_id: granted.post.id });
  if (rows.length === 0) throw new AppError('app.post.get.app_error');
  const shown = await allAsReadBy(call, session, rows);
  return jsonTextReply(`[${shown.map((row) => postJson(row, call.services.directory.emoji)).join(',')}]`);
}
