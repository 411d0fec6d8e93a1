/** What the heaviest messages cost a reader: when they come, and when all of one is asked for. */
import { setTimeout } from 'node:timers/promises';
import { createPost } from '@innermost/protocol/posts.ts';
import type { Page } from '../../../e2e/support/browser.ts';
import type { Figure, Say } from '../figure.ts';
import { countersOf, openAt, setWebStage, type WebStage } from '../web/browser.ts';
import { heavyMessages } from '../web/heavy-messages.ts';
import { watchTasks } from '../web/tasks.ts';

const runs = 3;
/** ms in which everything that a message causes is done, and after which all of it is drawn. */
const settled = 900;
const drawn = 3_000;
const reach = 50;

type Cost = readonly [name: string, ms: number];

export async function webText(say: Say): Promise<Figure[]> {
  const stage = await setWebStage();
  try {
    const page = await openAt(stage, `/harbour/channels/${stage.scene.channel.name}`);
    // The first ones also draw what every later one finds drawn.
    for (let nth = 0; nth < 4; nth += 1) await write(stage, `ordinary ${nth}`);
    const ordinary = await arrival(stage, page, 'ordinary text');
    const arrivals: Cost[] = [];
    for (const [name, text] of Object.entries(heavyMessages)) arrivals.push([name, await arrival(stage, page, text)]);
    const openings: Cost[] = [];
    for (const [name, text] of Object.entries(heavyMessages)) {
      const longest = await opening(stage, page, text);
      if (longest !== undefined) openings.push([name, longest]);
    }
    const limit = `${ordinary.toFixed(0)} ms for an ordinary one`;
    return [
      figure(say, `main thread for the dearest of ${arrivals.length} heavy messages`, { costs: arrivals, limit }),
      figure(say, `longest task when all of one of ${openings.length} is asked for`, { costs: openings, limit: '' }),
    ];
  } finally {
    await stage.close();
  }
}

let nth = 0;
async function write({ scene }: WebStage, message: string): Promise<void> {
  // What was read before is remembered, so no message comes twice.
  const body = { channel_id: scene.channel.id, message: `${message} ${(nth += 1)}` };
  await scene.bob.client.call(createPost, { body });
  await setTimeout(settled);
}

/** ms of the main thread for one message that comes in while the channel is open. */
async function arrival(stage: WebStage, page: Page, message: string): Promise<number> {
  const counters = await countersOf(page);
  const costs: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const before = await counters.taskMs();
    await write(stage, message);
    costs.push((await counters.taskMs()) - before);
  }
  return median(costs);
}

/** ms of the longest task from the press on; undefined where nothing is left out. */
async function opening(stage: WebStage, page: Page, message: string): Promise<number | undefined> {
  await write(stage, message);
  const all = page
    .getByRole('article')
    .last()
    .getByRole('button', { name: /^Show all/ })
    .last();
  if ((await all.count()) === 0) return undefined;
  const end = await watchTasks(page);
  await all.click();
  await setTimeout(drawn);
  return end();
}

function figure(say: Say, what: string, { costs, limit }: { costs: readonly Cost[]; limit: string }): Figure {
  const sorted = costs.toSorted(([, a], [, b]) => b - a);
  for (const [name, ms] of sorted.slice(0, 6)) say(`  ${name}: ${ms.toFixed(0)} ms`);
  const [[name, most] = ['', 0]] = sorted;
  return {
    what,
    measured: `${most.toFixed(0)} ms, ${name}`,
    value: most,
    limit,
    reach: `below ${reach} ms`,
    ok: most < reach,
  };
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
