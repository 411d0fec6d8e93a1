import { percent, whole, type Figure, type Say } from '../figure.ts';
import { median } from '../load/closed-loop.ts';
import type { Task } from '../load/worker.ts';
import type { Stage } from '../stage.ts';

const rounds = 3;

/** Runs the two in turn and gives the medians, so that both see the same machine. */
async function inTurn(stage: Stage, ours: Task, limit: Task, say: Say): Promise<{ ours: number; limit: number }> {
  const measured: number[] = [];
  const limits: number[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    limits.push((await stage.generator.run(limit)).perSecond);
    measured.push((await stage.generator.run(ours)).perSecond);
    say(`  ${round} of ${rounds}: ${whole(measured.at(-1) ?? 0)}/s beside ${whole(limits.at(-1) ?? 0)}/s`);
  }
  return { ours: median(measured), limit: median(limits) };
}

async function tripsPer(stage: Stage, task: Task): Promise<number> {
  const before = await stage.roundTrips();
  const { count } = await stage.generator.run(task);
  return ((await stage.roundTrips()) - before) / count;
}

function tripsFigure(what: string, trips: number): Figure {
  return { what, measured: trips.toFixed(2), value: trips, limit: '', reach: '1', ok: trips < 1.05 };
}

export async function createPosts(stage: Stage, say: Say): Promise<Figure[]> {
  await stage.expectDurableCommits();
  const rooms = await stage.rooms(100);
  const load = { callers: 16, count: 6_000, rooms };
  const http: Task = { ...load, kind: 'post over HTTP', port: stage.port };
  const bare: Task = { ...load, kind: 'post statement', url: stage.databaseUrl };
  say('  warming up');
  await stage.generator.run({ ...http, count: 12_000 });
  const { ours, limit } = await inTurn(stage, http, bare, say);
  const trips = await tripsPer(stage, { ...http, count: 2_000 });
  const single: Task = { ...http, rooms: rooms.slice(0, 1) };
  await stage.generator.run({ ...single, count: 500 });
  const one = await stage.generator.run(single);
  return [
    {
      what: `create post over HTTP, 16 at a time, ${rooms.length} channels`,
      measured: `${whole(ours)}/s, ${percent(ours / limit)}`,
      value: ours,
      limit: `${whole(limit)}/s bare statement`,
      reach: '50 %, 2,000/s',
      ok: ours >= 2_000 && ours >= limit / 2,
    },
    tripsFigure('database round trips per post', trips),
    {
      what: 'the same into one channel',
      measured: `${whole(one.perSecond)}/s, p99 ${one.p99.toFixed(1)} ms`,
      value: one.perSecond,
      limit: '',
      reach: '1,000/s',
      ok: one.perSecond >= 1_000,
    },
  ];
}

export async function openChannel(stage: Stage, say: Say): Promise<Figure[]> {
  const rooms = await stage.rooms(100);
  const load = { callers: 16, count: 4_000, rooms };
  const http: Task = { ...load, kind: 'open over HTTP', port: stage.port };
  const bare: Task = { ...load, kind: 'open statement', url: stage.databaseUrl };
  say('  warming up');
  await stage.generator.run({ ...http, count: 3_000 });
  const { ours, limit } = await inTurn(stage, http, bare, say);
  const trips = await tripsPer(stage, { ...http, count: 1_000 });
  return [
    {
      what: 'open a channel: 60 posts with reactions and threads',
      measured: `${whole(ours)}/s, ${percent(ours / limit)}`,
      value: ours,
      limit: `${whole(limit)}/s bare statement`,
      reach: '50 %, 1,000/s',
      ok: ours >= 1_000 && ours >= limit / 2,
    },
    tripsFigure('round trips to open a channel', trips),
  ];
}
