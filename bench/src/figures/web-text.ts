/** What the heaviest messages cost a reader: when they come, and when all of one is asked for. */
import { setTimeout } from 'node:timers/promises';
import { createPost } from '@innermost/protocol/posts.ts';
import type { Locator, Page } from '../../../e2e/support/browser.ts';
import type { Figure, Say } from '../figure.ts';
import { countersOf, openAt, setWebStage, type WebStage } from '../web/browser.ts';
import { heavyMessages } from '../web/heavy-messages.ts';
import { watchTasks, type LongestTask } from '../web/tasks.ts';

const runs = 3;
/** ms in which everything that a message causes is done, and in which a message that is all drawn stays as high. */
const settled = 900;
const drawn = 1_500;
const reach = 50;
/** A list that still moves takes the button from under the pointer. */
const presses = 3;

type Cost = readonly [name: string, task: LongestTask];

/** What one kind costs when it comes: all of its work, and the longest task of it. */
interface Arrival {
  all: LongestTask;
  longest: LongestTask;
}

export async function webText(say: Say): Promise<Figure[]> {
  const stage = await setWebStage();
  try {
    const page = await openAt(stage, `/harbour/channels/${stage.scene.channel.name}`);
    // The first ones also draw what every later one finds drawn.
    for (let nth = 0; nth < 4; nth += 1) await write(stage, `ordinary ${nth}`);
    const ordinary = await arrival(stage, page, 'ordinary text');
    const kinds = Object.entries(heavyMessages);
    const arrivals: (readonly [string, Arrival])[] = [];
    say(`  ${kinds.length} kinds of heavy messages, which takes about five minutes`);
    for (const [name, text] of kinds) {
      const cost = await arrival(stage, page, text);
      arrivals.push([name, cost]);
      say(`  ${arrivals.length} of ${kinds.length} came: ${name}, ${written(cost.all)}`);
    }
    const openings: Cost[] = [];
    for (const [name, text] of kinds) {
      const longest = await opening(stage, page, name, text);
      if (!longest) continue;
      openings.push([name, longest]);
      say(`  all of it asked for: ${name}, ${written(longest)}`);
    }
    const all = arrivals.map(([name, cost]): Cost => [name, cost.all]);
    const longest = arrivals.map(([name, cost]): Cost => [name, cost.longest]);
    const limit = (own: number) => `${own.toFixed(0)} ms for an ordinary one`;
    return [
      figure(say, `main thread for the dearest of ${kinds.length} heavy messages`, all, limit(ordinary.all.own)),
      figure(say, 'longest task when one of them comes', longest, limit(ordinary.longest.own)),
      figure(say, `longest task when all of one of ${openings.length} is asked for`, openings, ''),
    ];
  } finally {
    await stage.close();
  }
}

let nth = 0;
async function write({ scene }: WebStage, message: string): Promise<void> {
  // What was read before is remembered, so no message comes twice; apart, so that a table stays one.
  const body = { channel_id: scene.channel.id, message: `${message}\n\n${(nth += 1)}` };
  await scene.bob.client.call(createPost, { body });
  await setTimeout(settled);
}

/** What the main thread does for a message that comes in while the channel is open. */
async function arrival(stage: WebStage, page: Page, message: string): Promise<Arrival> {
  const counters = await countersOf(page);
  const all: LongestTask[] = [];
  const longest: LongestTask[] = [];
  for (let run = 0; run < runs; run += 1) {
    const end = await watchTasks(page);
    const before = await counters.taskMs();
    await write(stage, message);
    all.push({ own: (await counters.taskMs()) - before });
    longest.push(await end());
  }
  return { all: median(all), longest: median(longest) };
}

/** The longest task from the press on; undefined where nothing is left out. */
async function opening(stage: WebStage, page: Page, name: string, message: string): Promise<LongestTask | undefined> {
  await write(stage, message);
  const article = page.getByRole('article').last();
  const leftOut = article.getByRole('button', { name: /^Show all/ });
  const before = await leftOut.count();
  if (before === 0) return undefined;
  for (let tries = 0; tries < presses; tries += 1) {
    await leftOut.last().scrollIntoViewIfNeeded();
    const longest = await pressed(page, article, leftOut.last());
    if ((await leftOut.count()) < before) return longest;
  }
  throw new Error(`The press on all of "${name}" met nothing, ${presses} times.`);
}

/** Pressed by its place: looking for it in a page of thousands of elements is work of that page, too. */
async function pressed(page: Page, article: Locator, button: Locator): Promise<LongestTask> {
  await setTimeout(settled);
  const [box, element] = [await button.boundingBox(), await article.elementHandle()];
  if (!box || !element) throw new Error('The button is not in the page any more.');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await setTimeout(settled);
  const end = await watchTasks(page);
  await page.mouse.click(x, y);
  for (let [before, now] = [-1, 0]; before !== now;) {
    await setTimeout(drawn);
    [before, now] = [now, (await element.boundingBox())?.height ?? 0];
  }
  return end();
}

function figure(say: Say, what: string, costs: readonly Cost[], limit: string): Figure {
  const sorted = costs.toSorted(([, a], [, b]) => b.own - a.own);
  say(`${what}:`);
  for (const [name, task] of sorted.slice(0, 6)) say(`  ${name}: ${written(task)}`);
  const [[name, most] = ['', { own: 0 }]] = sorted;
  return {
    what,
    measured: `${written(most)}, ${name}`,
    value: most.own,
    limit,
    reach: `below ${reach} ms`,
    ok: most.own < reach,
  };
}

const written = ({ own, clock }: LongestTask): string =>
  `${own.toFixed(0)} ms${clock === undefined ? '' : ` (${clock.toFixed(0)} on the clock)`}`;

const median = (tasks: readonly LongestTask[]): LongestTask =>
  tasks.toSorted((a, b) => a.own - b.own)[tasks.length >> 1] ?? { own: 0 };
