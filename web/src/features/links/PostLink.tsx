import type { Post } from '@innermost/protocol/posts.ts';

import { part } from '../../shell/part.tsx';
import { PartBoundary } from '../../shell/PartBoundary.tsx';
import { mayShowLink } from './written.ts';

const DrawnLink = part(() => import('./DrawnLink.tsx').then((module) => module.DrawnLink));

/** What a message shows of its first link. What draws it comes in a file of its own; until then the room of a card is kept. */
export function PostLink({ post }: { post: Post }) {
  if (!mayShowLink(post)) return null;
  return (
    <PartBoundary fallback={<div style={{ height: 76 }} />}>
      <DrawnLink post={post} />
    </PartBoundary>
  );
}
