import type { PostUnread, setPostUnread } from '@innermost/protocol/posts.ts';
import type { OfPost } from '../../../access/scopes/post.ts';
import type { Call } from '../../../endpoint/endpoint.ts';
import { AppError } from '../../../platform/http/errors.ts';
import type { Work } from '../../../work/work.ts';
import type { ChannelFacts } from '../../../access/directory.ts';
import { mentionsOf } from '../text/mentions.ts';
import { joinLeaveTypes } from '../post-types.ts';
import { followFrom, selectOthersSince, writeUnread } from './queries.ts';
import { textOf } from '../create/prepare.ts';
import { seesThreadsApart } from '../create/threads-apart.ts';

/** Ids of the posts since a time that call the reader; direct and group messages all do. */
async function callingPosts(w: Work, channel: ChannelFacts, reader: string, since: number): Promise<string[]> {
  const calling: string[] = [];
  for (const { id, message, props } of await selectOthersSince(w.db, {
    channel_id: channel.id,
    user_id: reader,
    since,
  })) {
    if (channel.type === 'D' || channel.type === 'G') {
      calling.push(id);
      continue;
    }
    // Stored props are an object by the query.
    const text = textOf(message, JSON.parse(props) as Record<string, unknown>);
    const { people } = await mentionsOf(w, channel, text, { id: '', isWebhook: true, mayCallChannel: true });
    if (people.includes(reader)) calling.push(id);
  }
  return calling;
}

/**
 * The reader's marker moves to just before the post; counters are what a reader would have who stopped there. Wire: for
 * whoever sees replies among the other messages, unread from a reply on leaves the roots read and follows the thread.
 */
export async function markUnreadFrom(
  call: Call<typeof setPostUnread, OfPost & { user_id: string }>,
): Promise<PostUnread> {
  const { db, granted, now, body } = call;
  const { post, channel, user_id } = granted;
  const isApart = body.collapsed_threads_supported === true && (await seesThreadsApart(call, user_id));
  const amongOthers = post.root_id !== '' && !isApart;
  const calling = await callingPosts(call, channel, user_id, post.create_at);
  const [row] = await writeUnread(db, {
    channel_id: channel.id,
    user_id,
    create_at: post.create_at,
    now,
    uncounted_types: joinLeaveTypes,
    mentioning: calling,
    roots_stay_read: amongOthers,
  });
  if (!row) throw new AppError('app.channel.get_member.missing.app_error');
  if (amongOthers && call.config.ServiceSettings.ThreadAutoFollow)
    await followFrom(db, {
      thread_id: post.root_id,
      user_id,
      create_at: post.create_at,
      now,
      mentioning: calling,
    });
  const { team_id, ...counters } = row;
  call.emit('post_unread', { ...counters, post_id: post.id }, { team_id, channel_id: channel.id, user_id });
  return { team_id, user_id, channel_id: channel.id, ...counters };
}
