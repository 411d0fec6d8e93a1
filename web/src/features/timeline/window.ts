/** Which of the held spans is on the screen, and what to load when its edges come near. Pure. */
import type { Post } from '@innermost/protocol/posts.ts';

import type { Lookup } from '../../live/hold.ts';
import { lastSpan, spanWith, type Span } from '../../live/spans.ts';
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

/** How many posts of others came after a time (ms): what the button to the end says. */
export function countNew(ids: readonly string[], posts: Lookup<Post>, since: number, meId: string): number {
  let count = 0;
  for (let at = ids.length - 1; at >= 0; at -= 1) {
    const post = posts.get(ids[at] ?? '');
    if (!post) continue;
    if (post.create_at <= since) break;
    if (isNews(post, since, meId)) count += 1;
  }
  return count;
}
