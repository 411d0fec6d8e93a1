/** Rows of posts with what they show of their links. */
import type { Config } from '../../../platform/config/config.ts';
import type { Services } from '../../../work/services.ts';
import type { Work } from '../../../work/work.ts';
import type { PostRow } from '../post-row.ts';
import { isSystemType } from '../post-types.ts';
import { neverSeen, type LinkFacts } from './facts.ts';
import { knownLinks } from './known-links.ts';
import { addressesShown, addressesToFetch, shownLinks, type Linking } from './shown.ts';

/** Looks at hardly more than whether there is an address at all. */
const mayLink = ({ message, props }: Linking): boolean =>
  message.includes('://') || /www\./i.test(message) || props.includes('"attachments"');

/** With what is at hand: for those who may not wait. */
export function withKnownLinks<Row extends PostRow>(services: Services, row: Row): Row {
  if (!mayLink(row)) return row;
  const known = knownLinks(services);
  return { ...row, links: shownLinks(services.config.current(), row, (url) => known.peek(url)) };
}

/** One statement where an address is not at hand; none for posts without addresses. */
export async function withLinks<Row extends PostRow>(
  { db, services }: Pick<Work, 'db' | 'services'>,
  rows: readonly Row[],
): Promise<readonly Row[]> {
  const linking = rows.filter(mayLink);
  if (linking.length === 0) return rows;
  const config = services.config.current();
  const urls = linking.flatMap((row) => addressesShown(config, row));
  const known = urls.length > 0 ? await knownLinks(services).read(db, urls) : new Map<string, LinkFacts>();
  const look = (url: string): LinkFacts => known.get(url) ?? neverSeen;
  return rows.map((row) => (mayLink(row) ? { ...row, links: shownLinks(config, row, look) } : row));
}

/** Addresses of a post that nobody looked at lately; most posts have none. Notices of the server are not worth it. */
export function linksToFetch(services: Services, config: Config, post: Linking, now: number): readonly string[] {
  if (!mayLink(post) || isSystemType(post.type)) return [];
  const known = knownLinks(services);
  return addressesToFetch(config, post, (url) => known.peek(url), now);
}
