/** A channel that is open while messages pour in: with little loaded, and with much. */
import { setTimeout } from 'node:timers/promises';
import { addChannelMember, createChannel, type Channel } from '@innermost/protocol/channels.ts';
import { createPost } from '@innermost/protocol/posts.ts';
import type { Page } from '../../../e2e/support/browser.ts';
import { whole, type Figure, type Say } from '../figure.ts';
import { median } from '../load/closed-loop.ts';
import { countersOf, openAt, setWebStage, writePosts, type WebStage } from '../web/browser.ts';
import { watchFrames, type Seen } from '../web/frames.ts';
import { readWhole, toEnd } from '../web/reading.ts';
import { watchTasks } from '../web/tasks.ts';

/** Posts loaded before the first burst. */
const few = 100;
const many = 5_000;
const perSecond = 200;
const seconds = 2.5;
const rounds = 4;
const posts = perSecond * seconds;

/** Posts so often a second, whatever it takes; resolves to how long (ms) the server took for each. */
async function pourInto({ scene }: WebStage, channel_id: string): Promise<number[]> {
  const { client } = scene.bob;
  const post = async (nth: number): Promise<number> => {
    const at = Date.now();
    await client.call(createPost, { body: { channel_id, message: `burst ${nth} at ${at}` } });
    return Date.now() - at;
  };
  const began = performance.now();
  const sent: Promise<number>[] = [];
  while (sent.length < posts) {
    const due = Math.min(posts, ((performance.now() - began) / 1000) * perSecond);
    while (sent.length < due) sent.push(post(sent.length));
    await setTimeout(5);
  }
  return Promise.all(sent);
}

interface Measured extends Seen {
  /** ms of the main thread's own time. */
  cpuPerPost: number;
  /** The longest that the server took to answer a post (ms): no reader sees it much sooner. */
  longestAnswer: number;
  /** The longest frame of an empty page meanwhile: what the machine makes of any page. */
  longestOfEmpty: number;
}

async function measure(stage: WebStage, page: Page, channelId: string): Promise<Measured> {
  const counters = await countersOf(page);
  const empty = await page.context().newPage();
  await page.bringToFront();
  const [stop, stopEmpty] = [await watchFrames(page), await watchFrames(empty)];
  const before = await counters.taskMs();
  const answers = await pourInto(stage, channelId);
  const cpu = (await counters.taskMs()) - before;
  const { longest: longestOfEmpty } = await stopEmpty();
  await empty.close();
  return { ...(await stop()), cpuPerPost: cpu / posts, longestAnswer: Math.max(...answers), longestOfEmpty };
}

/** Channels of some posts each, on a page that has been through a burst before: what has yet to be compiled is. */
async function openFew(stage: WebStage): Promise<{ page: Page; open: (nth: number) => Promise<Channel> }> {
  const { ann, bob, team } = stage.scene;
  const channels: Channel[] = [];
  for (let nth = 0; nth <= rounds; nth += 1) {
    const body = { team_id: team.id, name: `few-${nth}`, display_name: `Few ${nth}`, type: 'O' as const };
    const channel = await ann.client.call(createChannel, { body });
    await ann.client.call(addChannelMember, { params: { channel_id: channel.id }, body: { user_id: bob.user.id } });
    await writePosts(bob, channel.id, few, textOf);
    channels.push(channel);
  }
  const page = await openAt(stage, '/harbour/channels/few-0');
  const open = async (nth: number): Promise<Channel> => {
    const { display_name = '' } = channels[nth] ?? {};
    await page
      .getByRole('navigation', { name: /channels$/ })
      .getByRole('link', { name: display_name })
      .click();
    await page.getByRole('log', { name: `Messages in #${display_name}` }).waitFor();
    await toEnd(page);
    return channels[nth] ?? stage.scene.channel;
  };
  await pourInto(stage, (await open(0)).id);
  return { page, open };
}

const textOf = (nth: number): string => `message ${nth}, which says a **little** of \`what\` is`;

async function openMany(stage: WebStage): Promise<Page> {
  const { bob, channel } = stage.scene;
  await writePosts(bob, channel.id, many, textOf);
  const page = await openAt(stage, `/harbour/channels/${channel.name}`);
  await readWhole(page);
  await pourInto(stage, channel.id);
  return page;
}

export async function webBurst(say: Say): Promise<Figure[]> {
  const stage = await setWebStage();
  try {
    say(`  writing ${whole(many)} messages, and reading them`);
    const atFew = await openFew(stage);
    const atMany = await openMany(stage);
    const { channel } = stage.scene;
    const [withFew, withMany]: [Measured[], Measured[]] = [[], []];
    for (let round = 1; round <= rounds; round += 1) {
      const { id } = await atFew.open(round);
      withFew.push(await measure(stage, atFew.page, id));
      withMany.push(await measure(stage, atMany, channel.id));
      const costs = [withFew, withMany].map((all) => all.at(-1)?.cpuPerPost.toFixed(2));
      say(`  burst ${round} of ${rounds}: ${costs.join(' and ')} ms a post, frames up to ${longestOf(withMany)} ms`);
    }
    const stopTasks = await watchTasks(atMany);
    await pourInto(stage, channel.id);
    return figuresOf(withFew, withMany, (await stopTasks()).own);
  } finally {
    await stage.close();
  }
}

const longestOf = (measured: readonly Measured[]): string => measured.at(-1)?.longest.toFixed(0) ?? '';

function figuresOf(withFew: readonly Measured[], withMany: readonly Measured[], longestTask: number): Figure[] {
  const what = `${perSecond} posts/s into a channel of ${whole(many)} posts read`;
  const frames = withMany.map(({ longest }) => longest);
  const longest = Math.max(...frames);
  const late = withMany.reduce((all, one) => all + one.late, 0);
  const delays = withMany.flatMap((one) => one.delays);
  const delay = Math.max(...delays);
  const [fewCost, manyCost] = [withFew, withMany].map((all) => median(all.map(({ cpuPerPost }) => cpuPerPost)));
  const growth = (manyCost ?? 0) / (fewCost ?? 0);
  return [
    {
      what: `${what}, longest frame`,
      measured: `${longest.toFixed(0)} ms, ${median(frames).toFixed(0)} in the middle of ${rounds}; ${late} late`,
      value: longest,
      limit: `${Math.max(...withMany.map((one) => one.longestOfEmpty)).toFixed(0)} ms in an empty page`,
      reach: 'below 50 ms',
      ok: longest < 50,
    },
    {
      what: `${what}, longest task by its own time`,
      measured: `${longestTask.toFixed(0)} ms`,
      value: longestTask,
      limit: '',
      reach: 'below 50 ms',
      ok: longestTask < 50,
    },
    {
      what: `${what}, newest seen after`,
      measured: `${delay} ms, mostly ${median(delays)}`,
      value: delay,
      limit: `${Math.max(...withMany.map((one) => one.longestAnswer))} ms until the server answered`,
      reach: 'below 200 ms',
      ok: delay < 200,
    },
    {
      what: `main thread per post with ${whole(many)} loaded, against ${few}`,
      measured: `${growth.toFixed(2)} times, ${manyCost?.toFixed(2)} ms`,
      value: growth,
      limit: `${fewCost?.toFixed(2)} ms with ${few}`,
      reach: 'below 1.3 times',
      ok: growth < 1.3,
    },
  ];
}
