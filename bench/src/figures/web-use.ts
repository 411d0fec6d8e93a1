/** What a person waits for all day, on a channel of many posts: going to a channel, a key, and what the page holds. */
import { setTimeout } from 'node:timers/promises';
import { addChannelMember, createChannel } from '@innermost/protocol/channels.ts';
import type { Page } from '../../../e2e/support/browser.ts';
import { whole, type Figure, type Say } from '../figure.ts';
import { median } from '../load/closed-loop.ts';
import { countersOf, openAt, setWebStage, writePosts, type WebStage } from '../web/browser.ts';
import { drawingOf, timeToFrame } from '../web/latency.ts';
import { readWhole, toEnd } from '../web/reading.ts';

const many = 5_000;
const few = 100;
const switches = 20;
const keys = 60;

const textOf = (nth: number): string => `message ${nth}, which says a **little** of \`what\` is`;

/** Two channels, the scene's with many posts and another with a screenful or two. */
async function fill({ scene }: WebStage): Promise<[many: string, few: string]> {
  const { ann, bob, channel, team } = scene;
  const body = { team_id: team.id, name: 'few', display_name: 'Few', type: 'O' as const };
  const other = await ann.client.call(createChannel, { body });
  await ann.client.call(addChannelMember, { params: { channel_id: other.id }, body: { user_id: bob.user.id } });
  await writePosts(bob, other.id, few, textOf);
  await writePosts(bob, channel.id, many, textOf);
  return [channel.display_name, other.display_name];
}

interface Switched {
  /** ms from the press to the frame with the newest message. */
  times: number[];
  /** ms of the main thread's own time for each. */
  cpu: number;
  /** ms that the same rows alone take. */
  drawing: number[];
}

async function switchBetween(page: Page, names: readonly string[]): Promise<Switched> {
  const read = await timeToFrame(page, 'click');
  const counters = await countersOf(page);
  const list = page.getByRole('navigation', { name: /channels$/ });
  const goTo = async (name: string): Promise<number> => {
    const log = `Messages in #${name}`;
    await read(log);
    await list.getByRole('link', { name }).click();
    const patience = performance.now() + 10_000;
    while (performance.now() < patience) {
      const [time] = await read(log);
      if (time !== undefined) return time;
      await setTimeout(20);
    }
    throw new Error(`#${name} was not seen to the end.`);
  };
  const turns = Array.from({ length: switches / names.length }, () => names).flat();
  // Once each before, so that both are held, and read to their ends.
  for (const name of names) {
    await list.getByRole('link', { name }).click();
    await page.getByRole('log', { name: `Messages in #${name}` }).waitFor();
    await toEnd(page);
  }
  const before = await counters.taskMs();
  const times: number[] = [];
  for (const name of turns) times.push(await goTo(name));
  const cpu = ((await counters.taskMs()) - before) / switches;
  const drawing: number[] = [];
  for (let nth = 0; nth < 5; nth += 1) drawing.push(await drawingOf(page));
  return { times, cpu, drawing };
}

/** ms from each key to its frame. */
async function typeInto(page: Page, field: ReturnType<Page['getByRole']>): Promise<number[]> {
  const read = await timeToFrame(page, 'keydown');
  await field.pressSequentially('abc '.repeat(keys / 4), { delay: 40 });
  return read();
}

/** The same keys in a page with nothing but a field. */
async function typeInEmpty(page: Page): Promise<number[]> {
  const empty = await page.context().newPage();
  await empty.setContent('<textarea aria-label="Empty"></textarea>');
  const times = await typeInto(empty, empty.getByRole('textbox', { name: 'Empty' }));
  await empty.close();
  await page.bringToFront();
  return times;
}

export async function webUse(say: Say): Promise<Figure[]> {
  const stage = await setWebStage();
  try {
    say(`  writing ${whole(many)} messages`);
    const [manyName, fewName] = await fill(stage);
    const page = await openAt(stage, `/harbour/channels/${stage.scene.channel.name}`);
    const counters = await countersOf(page);
    const opened = await counters.held();
    say('  reading them all');
    await readWhole(page);
    const read = await counters.held();
    const emptyKeys = await typeInEmpty(page);
    const field = page.getByRole('combobox', { name: /^Message / });
    const typed = await typeInto(page, field);
    await field.fill('');
    say(`  ${switches} times to the other channel and back`);
    const switched = await switchBetween(page, [fewName, manyName]);
    return figuresOf(switched, typed, emptyKeys, { opened: opened.heap, read: read.heap });
  } finally {
    await stage.close();
  }
}

const p95 = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? Number.NaN;

function figuresOf(
  { times, cpu, drawing }: Switched,
  typed: readonly number[],
  emptyKeys: readonly number[],
  heap: { opened: number; read: number },
): Figure[] {
  const where = `on a channel of ${whole(many)} posts read`;
  const alone = `${median(drawing).toFixed(0)} ms for the same rows alone`;
  const growth = heap.read / heap.opened;
  return [
    {
      what: `to another channel and back, ${where}`,
      measured: `${median(times).toFixed(0)} ms, at worst ${Math.max(...times).toFixed(0)}`,
      value: median(times),
      limit: alone,
      reach: 'below 100 ms',
      ok: median(times) < 100,
    },
    {
      what: 'the same, main thread by its own time',
      measured: `${cpu.toFixed(0)} ms`,
      value: cpu,
      limit: alone,
      reach: 'below 100 ms',
      ok: cpu < 100,
    },
    {
      what: `from a key to its frame, ${where}`,
      measured: `${median(typed).toFixed(1)} ms, 95 of 100 within ${p95(typed).toFixed(1)}`,
      value: median(typed),
      limit: `${median(emptyKeys).toFixed(1)} ms, ${p95(emptyKeys).toFixed(1)} in an empty page`,
      reach: 'below 32 ms',
      ok: median(typed) < 32,
    },
    {
      what: `heap with ${whole(many)} posts read, against just opened`,
      measured: `${growth.toFixed(2)} times, ${(heap.read / 1e6).toFixed(1)} MB`,
      value: growth,
      limit: `${(heap.opened / 1e6).toFixed(1)} MB just opened`,
      reach: 'below 1.5 times',
      ok: growth < 1.5,
    },
  ];
}
