/** A channel that is open while messages pour in, and other bursts beside it. */
import { setTimeout } from 'node:timers/promises';
import type { Page } from '../../../e2e/support/browser.ts';
import { createPost } from '@innermost/protocol/posts.ts';
import { whole, type Figure, type Say } from '../figure.ts';
import { countersOf, openAt, setWebStage, writePosts, type WebStage } from '../web/browser.ts';
import { watchFrames, type Seen } from '../web/frames.ts';

const loaded = 5_000;
const perSecond = 200;
const seconds = 10;

/** Calls `send` so often a second, whatever it takes; resolves when all calls have. */
async function pour(send: (nth: number) => Promise<unknown>): Promise<void> {
  const began = performance.now();
  const sent: Promise<unknown>[] = [];
  while (sent.length < perSecond * seconds) {
    const due = Math.min(perSecond * seconds, ((performance.now() - began) / 1000) * perSecond);
    while (sent.length < due) sent.push(send(sent.length));
    await setTimeout(5);
  }
  await Promise.all(sent);
}

interface Measured extends Seen {
  cpuPerEvent: number;
  /** The longest frame of an empty page meanwhile: what the machine makes of any page. */
  longestOfEmpty: number;
}

async function measure(page: Page, send: (nth: number) => Promise<unknown>): Promise<Measured> {
  const counters = await countersOf(page);
  const empty = await page.context().newPage();
  await page.bringToFront();
  const [stop, stopEmpty] = [await watchFrames(page), await watchFrames(empty)];
  const before = await counters.taskMs();
  await pour(send);
  const cpu = (await counters.taskMs()) - before;
  const { longest: longestOfEmpty } = await stopEmpty();
  await empty.close();
  return { ...(await stop()), cpuPerEvent: cpu / (perSecond * seconds), longestOfEmpty };
}

/** Reads up until the channel's first message is loaded, then goes back to the end. */
async function loadAll(page: Page): Promise<void> {
  const log = page.getByRole('log');
  const first = log.getByRole('article', { name: 'Beginning' });
  while (!(await first.isVisible())) {
    await log.evaluate((element) => (element.scrollTop = 0));
    await setTimeout(30);
  }
  await log.hover();
  const newest = page.getByRole('button', { name: /Newest|new$/ });
  while (await newest.isVisible()) {
    await newest.click();
    await setTimeout(200);
  }
}

async function intoOpenChannel(stage: WebStage, page: Page): Promise<Measured> {
  const { bob, channel } = stage.scene;
  return measure(page, (nth) =>
    bob.client.call(createPost, { body: { channel_id: channel.id, message: `burst ${nth} at ${Date.now()}` } }),
  );
}

export async function webBurst(say: Say): Promise<Figure[]> {
  const stage = await setWebStage();
  try {
    const { scene } = stage;
    say(`  writing ${loaded} messages`);
    await writePosts(
      scene.bob,
      scene.channel.id,
      loaded,
      (nth) => `message ${nth}, which says a **little** of \`what\` is`,
    );
    const page = await openAt(stage, `/harbour/channels/${scene.channel.name}`);
    say('  a burst into the channel as it opens');
    const short = await intoOpenChannel(stage, page);
    say('  reading up to its beginning, and back');
    await loadAll(page);
    say('  the same burst');
    const long = await intoOpenChannel(stage, page);
    return figuresOf(short, long);
  } finally {
    await stage.close();
  }
}

function figuresOf(short: Measured, long: Measured): Figure[] {
  const what = `${perSecond} posts/s into a channel of ${whole(loaded)} posts read`;
  const delay = Math.max(...long.delays);
  return [
    {
      what: `${what}, longest frame`,
      measured: `${long.longest.toFixed(0)} ms, ${long.late} of ${long.frames} late`,
      value: long.longest,
      limit: `${long.longestOfEmpty.toFixed(0)} ms in an empty page`,
      reach: 'below 50 ms',
      ok: long.longest < 50,
    },
    {
      what: `${what}, newest seen after`,
      measured: `${delay} ms`,
      value: delay,
      limit: '',
      reach: 'below 200 ms',
      ok: delay < 200,
    },
    {
      what: `${what}, main thread per post`,
      measured: `${long.cpuPerEvent.toFixed(2)} ms`,
      value: long.cpuPerEvent,
      limit: `${short.cpuPerEvent.toFixed(2)} ms in the channel just opened`,
      reach: '150 %',
      ok: long.cpuPerEvent < short.cpuPerEvent * 1.5,
    },
  ];
}
