/** What a person waits for all day, on a channel of many posts: going to a channel, a key, and what the page holds. */
import { addChannelMember, createChannel } from '@innermost/protocol/channels.ts';
import type { Page } from '../../../e2e/support/browser.ts';
import { whole, type Figure, type Say } from '../figure.ts';
import { median } from '../load/closed-loop.ts';
import { countersOf, openAt, setWebStage, writePosts, type WebStage } from '../web/browser.ts';
import { drawingOf, timeToFrame } from '../web/latency.ts';
import { readWhole } from '../web/reading.ts';

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
  /** ms that the same rows alone take. */
  drawing: number[];
}

async function switchBetween(page: Page, names: readonly string[]): Promise<Switched> {
  const read = await timeToFrame(page, 'click');
  const list = page.getByRole('navigation', { name: /channels$/ });
  const result: Switched = { times: [], drawing: [] };
  for (let nth = 0; nth < switches + names.length; nth += 1) {
    const name = names[(nth + 1) % names.length] ?? '';
    await read(`Messages in #${name}`);
    await list.getByRole('link', { name }).click();
    await page.getByRole('log', { name: `Messages in #${name}` }).waitFor();
    const drawing = await drawingOf(page);
    const [time] = await read();
    // Once each, so that both are held.
    if (nth < names.length) continue;
    if (time === undefined) throw new Error(`#${name} was not seen to the end.`);
    result.times.push(time);
    result.drawing.push(drawing);
  }
  return result;
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
    const switched = await switchBetween(page, [manyName, fewName]);
    return figuresOf(switched, typed, emptyKeys, { opened: opened.heap, read: read.heap });
  } finally {
    await stage.close();
  }
}

const p95 = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? Number.NaN;

function figuresOf(
  { times, drawing }: Switched,
  typed: readonly number[],
  emptyKeys: readonly number[],
  heap: { opened: number; read: number },
): Figure[] {
  const where = `on a channel of ${whole(many)} posts read`;
  const held = (heap.read - heap.opened) / many;
  return [
    {
      what: `to another channel and back, ${where}`,
      measured: `${median(times).toFixed(0)} ms, at worst ${Math.max(...times).toFixed(0)}`,
      value: median(times),
      limit: `${median(drawing).toFixed(0)} ms for the same rows alone`,
      reach: 'below 100 ms',
      ok: median(times) < 100,
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
      what: `heap for each of ${whole(many)} posts read`,
      measured: `${(held / 1000).toFixed(2)} KB, ${(heap.read / 1e6).toFixed(1)} MB in all`,
      value: held / 1000,
      limit: `${(heap.opened / 1e6).toFixed(1)} MB as it was opened`,
      reach: 'below 5 KB',
      ok: held < 5_000,
    },
  ];
}
