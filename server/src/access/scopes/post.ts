import { isId } from '@innermost/protocol/limits.ts';
import type { AnyRoute } from '@innermost/protocol/route.ts';
import type { Db } from '../../platform/db/database.ts';
import { sql, statementsOf } from '../../platform/db/statement.ts';
import { AppError, forbidden, invalidUrl } from '../../platform/http/errors.ts';
import { when, type Access, type AccessRequest, type Scope } from '../can.ts';
import type { ChannelFacts } from '../directory.ts';
import { hasInChannel, hasInSystem, mayReadChannel } from '../permission.ts';
import { channelById } from './channel.ts';
import type { Statements } from './post.gen.ts';

const statement = statementsOf<Statements>(import.meta.url);

/** The little of a post that decides about access. Times in ms. */
export interface PostFacts {
  readonly id: string;
  readonly channel_id: string;
  readonly user_id: string;
  readonly root_id: string;
  readonly original_id: string;
  readonly type: string;
  readonly create_at: number;
  readonly delete_at: number;
}

export interface OfPost {
  post: PostFacts;
  channel: ChannelFacts;
}

const selectPost = statement(
  'selectPost',
  sql`
  SELECT id, coalesce(channelid, '') AS channel_id, coalesce(userid, '') AS user_id, coalesce(rootid, '') AS root_id,
         coalesce(originalid, '') AS original_id, coalesce(type, '') AS type, coalesce(createat, 0) AS create_at,
         coalesce(deleteat, 0) AS delete_at
    FROM posts WHERE id = :id`,
);

/** 400 for a malformed id, 404 for an unknown or deleted post. One round trip. */
export async function postById(db: Db, id: string, includeDeleted = false): Promise<PostFacts> {
  if (!isId(id)) throw invalidUrl('post_id');
  const post = (await selectPost(db, { id }))[0];
  if (!post || (post.delete_at > 0 && !includeDeleted)) throw new AppError('app.post.get.app_error');
  return post;
}

async function find<R>(request: AccessRequest<R>, id: string, includeDeleted = false): Promise<OfPost> {
  const post = await postById(request.db, id, includeDeleted);
  return { post, channel: await channelById(request.directory, post.channel_id) };
}

/** The channel of the post that the request names. */
export function inChannelOfPost<R extends AnyRoute>(pick: (request: AccessRequest<R>) => string): Scope<R, OfPost> {
  return {
    label: 'in the channel of the post',
    async resolve(request, permission) {
      const granted = await find(request, pick(request));
      const allowed = await hasInChannel(request.directory, request.session, granted.channel, permission);
      return { allowed, granted };
    },
  };
}

/** Whoever may read the post's channel. */
export function readsPost<R extends AnyRoute>(pick: (request: AccessRequest<R>) => string): Access<R, OfPost> {
  return when('whoever may read the channel of the post', async (request) => {
    const granted = await find(request, pick(request));
    if (!(await mayReadChannel(request.directory, request.session, granted.channel)))
      throw forbidden('read_channel_content');
    return granted;
  });
}

/**
 * As `readsPost`; an unknown post and one that the caller may not read are refused alike, so that nobody learns which
 * posts there are.
 */
export function readsPostOr<R extends AnyRoute>(
  refusal: () => AppError,
  pick: (request: AccessRequest<R>) => string,
): Access<R, OfPost> {
  return when('whoever may read the channel of the post', async (request) => {
    const { db, directory, session } = request;
    const [post] = await selectPost(db, { id: pick(request) });
    const channel = post && post.delete_at === 0 ? await directory.channels.get(post.channel_id) : undefined;
    if (!post || !channel || !(await mayReadChannel(directory, session, channel))) throw refusal();
    return { post, channel };
  });
}

/** As `readsPost`; administrators of the system see a deleted post too where they ask for it. */
export function readsPostEvenDeleted<R extends AnyRoute>(
  pick: (request: AccessRequest<R>) => string,
  wantsDeleted: (request: AccessRequest<R>) => boolean,
): Access<R, OfPost> {
  const sentence = 'whoever may read the channel of the post; a deleted one with manage_system';
  return when(sentence, async (asked) => {
    const { directory, session } = asked;
    if (!wantsDeleted(asked)) return readsPost(pick).check(asked);
    if (!hasInSystem(directory, session, 'manage_system')) throw forbidden('manage_system');
    return find(asked, pick(asked), true);
  });
}
