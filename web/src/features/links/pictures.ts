/** Pictures of other sites come through this server where it offers that, so those sites do not see who looks. */
import { getImageByUrl } from '@innermost/protocol/image-proxy.ts';

import { live } from '../../live/live.ts';

/** The address to load a picture from. What is on this server, or comes through it already, stays as it is. */
export function throughServer(src: string): string {
  const isOurs = src.startsWith('/') || src.startsWith(`${location.origin}/`) || src.includes('/api/v4/image?url=');
  return isOurs ? src : `${live.client.url(getImageByUrl)}?url=${encodeURIComponent(src)}`;
}

/** What the server says of a picture that did not come; undefined where it says nothing. */
export async function whyNoPicture(src: string): Promise<string | undefined> {
  try {
    const answer = await fetch(throughServer(src));
    // An error of ours, or whatever stands in between sends.
    const said = answer.ok ? undefined : ((await answer.json()) as { message?: unknown });
    return typeof said?.message === 'string' ? said.message : undefined;
  } catch {
    return undefined;
  }
}
