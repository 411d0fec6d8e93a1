/** Which of the held spans is on the screen, and what to load when its edges come near. Pure. */
import type { Post } from '@innermost/protocol/posts.ts';
import type { User } from '@innermost/protocol/users.ts';

import type { Lookup } from '../../live/hold.ts';
import { lastSpan, spanWith, type Span } from '../../live/spans.ts';
import { callsMe } from './mentions-me.ts';
import { isNews } from './rows.ts';

/** The span around a post, or the newest one. */
export function shownSpan(spans: readonly Span[] | undefined, anchor: string | undefined): Span | undefined {
  return (anchor ? spanWith(spans, anchor) : undefined) ?? lastSpan(spans);
}

/** The posts beyond which something is missing; undefined at an edge that is whole. */
export function edgesOf(span: Span | undefined): { older: string | undefined; newer: string | undefined } {
  if (!span) return { older: undefined, newer: undefined };
  return {
    older: span.first ? undefined : span.ids[0],
    newer: span.last ? undefined : span.ids.at(-1),
  };
}

/** The first post that is new to me; undefined when all was read. */
export function firstNew(
  ids: readonly string[],
  posts: Lookup<Post>,
  since: number | undefined,
  meId: string,
): string | undefined {
  if (since === undefined) return undefined;
  return ids.find((id) => {
    const post = posts.get(id);
    return post !== undefined && isNews(post, since, meId);
  });
}

export interface News {
  posts: number;
  /** Of them, those that call me. */
  mentions: number;
}

/** Counting on would cost more with every post of a burst, and say no more. */
export const mostCounted = 999;

export const noNews: News = { posts: 0, mentions: 0 };

/** What came after `since` (ms) of other people's, as far as it is loaded. */
export function newsSince(ids: readonly string[], posts: Lookup<Post>, since: number, me: User | undefined): News {
  const news = { ...noNews };
  for (let at = ids.length - 1; at >= 0; at -= 1) {
    const post = posts.get(ids[at] ?? '');
    if (!post) continue;
    if (post.create_at <= since) break;
    if (!isNews(post, since, me?.id ?? '')) continue;
    news.posts += 1;
    if (callsMe(post, me)) news.mentions += 1;
    if (news.posts === mostCounted) break;
  }
  return news;
}
