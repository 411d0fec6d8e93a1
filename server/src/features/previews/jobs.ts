import { z } from 'zod';
import { job, type JobWithoutTransaction } from '../../jobs/job.ts';
import { perServer } from '../../work/services.ts';
import { hourOf, isFresh, knownLinks, showLinks, writeLink } from '../posts/index.ts';
import { lookAt } from './look.ts';

/** At a time for one post. */
const atOnce = 3;

/** Addresses that somebody looks at right now: the rest waits for what they see. */
const underWay = perServer(() => new Map<string, Promise<Outcome>>());

/** `shown`: there is something to show. `later`: nothing was seen, but may be when it is tried again. */
type Outcome = 'shown' | 'nothing' | 'later';

/**
 * Looks at the addresses of a post and shows what was seen. An address is fetched once for all posts that name it within
 * a day, and what has nothing to show once within an hour or two. A page that did not answer is tried again before that is
 * noted.
 */
export const previewLinks = job('preview-links', {
  args: z.object({ post_id: z.string(), channel_id: z.string(), urls: z.array(z.string()) }),
  retry: { attempts: 3, first: 20_000, longest: 60_000 },
  transaction: 'none',
  because:
    'no transaction may wait for somebody else’s server; to look again, and to tell again what was seen, does no harm',
  async run(call, { post_id, channel_id, urls }) {
    const waiting = [...urls];
    const outcomes: Outcome[] = [];
    const lookOn = async (): Promise<void> => {
      for (let url = waiting.shift(); url !== undefined; url = waiting.shift()) outcomes.push(await learn(call, url));
    };
    await Promise.all(Array.from({ length: atOnce }, lookOn));
    // Every process forgets what it knew before, and then the post is told anew.
    await call.send();
    if (outcomes.includes('shown')) await call.transaction([channel_id], (work) => showLinks(work, post_id));
    if (outcomes.includes('later')) throw new Error('An address did not answer.');
  },
});

async function learn(call: JobWithoutTransaction, url: string): Promise<Outcome> {
  const under = underWay(call.services);
  const looking = under.get(url) ?? look(call, url).finally(() => under.delete(url));
  under.set(url, looking);
  return looking;
}

async function look({ db, services, config, signal, attempt, now, changed }: JobWithoutTransaction, url: string) {
  const known = knownLinks(services);
  known.forget(url);
  const before = (await known.read(db, [url])).get(url);
  if (before && isFresh(before, now)) return before.type === 'none' ? 'nothing' : 'shown';
  const seen = await lookAt(
    {
      fetcher: services.fetcher,
      pictures: services.pictures,
      timeout: config.ExperimentalSettings.LinkMetadataTimeoutMilliseconds,
      language: config.LocalizationSettings.DefaultServerLocale,
      signal,
    },
    url,
  );
  if (seen.type === 'none' && seen.mayRecover && attempt < 3) return 'later';
  const data = seen.type === 'opengraph' ? seen.page : seen.type === 'image' ? seen.measures : null;
  await writeLink(db, { url, fetched_at: hourOf(services.clock.now()), type: seen.type, data: JSON.stringify(data) });
  changed({ kind: 'link', url });
  // Others who wait for this look tell of it before the fact leaves.
  known.forget(url);
  return seen.type === 'none' ? 'nothing' : 'shown';
}
