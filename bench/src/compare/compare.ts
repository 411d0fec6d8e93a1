/**
 * `npm run bench -- compare --base FOLDER`: another checkout of ours with its modules against this one, in turn on the
 * same machine. Prints medians, and ends with 1 when something got worse by more than 5 % in median and quartile.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Figure, Say } from '../figure.ts';
import type { Task } from '../load/worker.ts';
import { setStage, type Stage } from '../stage.ts';
import { cpuOf, cpuOfDatabase, residentMemory } from './cpu.ts';
import { quantile, verdictOf, type Series } from './verdict.ts';

const rounds = 10;
const dataset = {
  seed: 'compare',
  users: 1_000,
  teams: 1,
  channels: 100,
  posts: 30_000,
  shares: { public: 1, private: 0, group: 0 },
};

type Side = 'base' | 'head';
type Sides = Readonly<Record<Side, { root: string; stage: Stage }>>;

const here = fileURLToPath(new URL('../../..', import.meta.url));
const mainOf = (root: string): string => join(root, 'server/src/main.ts');

/** Takes values of one thing on both sides. */
function series(what: string, unit: string, moreIsBetter = false): Series {
  return { what, unit, moreIsBetter, base: [], head: [] };
}

async function postmasterOf({ server }: Stage): Promise<number> {
  return Number((await readFile(join(server.dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0]);
}

/** Requests a second, and the µs of CPU of server and database that each took. */
function requests(name: string) {
  const rate = series(name, '/s', true);
  const server = series(`${name}: CPU of the server`, 'µs');
  const database = series(`${name}: CPU of the database`, 'µs');
  const measure = async (side: Side, stage: Stage, task: Task): Promise<void> => {
    const postmaster = await postmasterOf(stage);
    const used = () => Promise.all([cpuOf(stage.server.pid), cpuOfDatabase(postmaster)]);
    const [serverBefore, databaseBefore] = await used();
    const { perSecond, count } = await stage.generator.run(task);
    const [serverAfter, databaseAfter] = await used();
    rate[side].push(perSecond);
    server[side].push(((serverAfter - serverBefore) * 1000) / count);
    database[side].push(((databaseAfter - databaseBefore) * 1000) / count);
  };
  return { all: [rate, server, database], measure };
}

/** One figure of the other checkout's own bench, or of ours. */
async function ownFigure(root: string, name: string): Promise<number> {
  const args = [join(root, 'bench/src/main.ts'), name, '--json'];
  // It ends with 1 when its reach is missed, which is no matter here.
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root }).catch(
    (error: { stdout: string }) => error,
  );
  const { figures } = JSON.parse(stdout) as { figures: Figure[] };
  return figures[0]?.value ?? 0;
}

async function measureAll(sides: Sides, say: Say): Promise<Series[]> {
  const posts = requests('create post, 16 at a time');
  const pages = requests('open a channel, 16 at a time');
  const fanOut = series('one post to 1,000 sockets', '/s', true);
  const start = series('start on a database that is there', 'ms');
  const memory = series('memory after the load', 'MB');
  const each = async (round: number, run: (side: Side) => Promise<void>): Promise<void> => {
    // Whoever comes second finds the machine warmer: they change places.
    for (const side of round % 2 === 0 ? (['base', 'head'] as const) : (['head', 'base'] as const)) await run(side);
  };
  const task = async (stage: Stage, kind: Task['kind'], count: number): Promise<Task> => ({
    kind,
    callers: 16,
    count,
    rooms: await stage.rooms(100),
    port: stage.port,
  });
  for (let round = -1; round < rounds; round += 1) {
    say(round < 0 ? '  warming up' : `  round ${round + 1} of ${rounds}`);
    await each(round, async (side) => {
      const { root, stage } = sides[side];
      if (round < 0) {
        await stage.generator.run(await task(stage, 'post over HTTP', 8_000));
        await stage.generator.run(await task(stage, 'open over HTTP', 3_000));
        return;
      }
      await pages.measure(side, stage, await task(stage, 'open over HTTP', 2_000));
      await posts.measure(side, stage, await task(stage, 'post over HTTP', 4_000));
      memory[side].push((await residentMemory(stage.server.pid)) / 1e6);
      fanOut[side].push(await ownFigure(root, 'fan-out'));
    });
  }
  for (let round = 0; round < rounds; round += 1) {
    say(`  start ${round + 1} of ${rounds}`);
    await each(round, async (side) => {
      const { server } = sides[side].stage;
      await server.stop();
      const began = performance.now();
      await server.start();
      start[side].push(performance.now() - began);
    });
  }
  return [...posts.all, ...pages.all, fanOut, memory, start];
}

function figureOf(measured: Series): Figure {
  const { what, unit, base, head } = measured;
  const { median, quartile, isWorse } = verdictOf(measured);
  const shown = (value: number) => `${Math.round(value).toLocaleString('en')} ${unit}`;
  const change = (ratio: number) => `${ratio < 1 ? '' : '+'}${((ratio - 1) * 100).toFixed(1)} %`;
  return {
    what,
    measured: `${shown(quantile(head, 0.5))}: ${change(median)}, quartile ${change(quartile)}`,
    value: median,
    limit: `${shown(quantile(base, 0.5))} base`,
    reach: 'within 5 %',
    ok: !isWorse,
  };
}

/** Throws when the folder holds no checkout with its modules. */
export async function compare(base: string, say: Say): Promise<Figure[]> {
  for (const path of [mainOf(base), join(base, 'node_modules')])
    if (!existsSync(path)) throw new Error(`${path} is not there: --base takes a checkout in which npm ci was run.`);
  const stages: Stage[] = [];
  const stageOf = async (root: string): Promise<{ root: string; stage: Stage }> => {
    say(`Setting the stage for ${root === here ? 'head' : 'base'}.`);
    const stage = await setStage(dataset, say, { main: mainOf(root) });
    stages.push(stage);
    return { root, stage };
  };
  try {
    const sides = { base: await stageOf(base), head: await stageOf(here) };
    return (await measureAll(sides, say)).map(figureOf);
  } finally {
    for (const stage of stages) await stage.close();
  }
}
