/** Which posts are followed by a look at their links: those with addresses that nobody looked at lately. */
import type { Services } from '../../work/services.ts';
import { linksToFetch } from '../posts/index.ts';

interface Written {
  readonly id: string;
  readonly message: string;
  readonly type: string;
  readonly props: string;
}

/** Asked for every post that is written: costs next to nothing for those without addresses. */
export function linksOf(services: Services, post: Written, channel_id: string) {
  const urls = linksToFetch(services, services.config.current(), post, services.clock.now());
  return urls.length === 0 ? undefined : { args: { post_id: post.id, channel_id, urls: [...urls] } };
}
