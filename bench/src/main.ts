/**
 * `npm run bench [-- name … --json]`: measures, prints the table, and ends with 1 when a figure misses its reach.
 * `npm run bench -- compare --base FOLDER`: another checkout against this one.
 */
import { availableParallelism, cpus, loadavg } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { compare } from './compare/compare.ts';
import { table, type Figure } from './figure.ts';
import { idleServer } from './figures/idle-server.ts';
import { jobs } from './figures/jobs.ts';
import { createPosts, openChannel } from './figures/posts.ts';
import { fanOut, idleSockets } from './figures/sockets.ts';
import { signInDuringAttack } from './figures/sign-in.ts';
import { readyAfterStart } from './figures/start.ts';
import { streams } from './figures/streams.ts';
import { pictures } from './figures/pictures.ts';
import { storedPictures } from './figures/stored-pictures.ts';
import { uploads } from './figures/uploads.ts';
import { webBurst } from './figures/web-burst.ts';
import { firstLoad } from './figures/web-client.ts';
import { webLong } from './figures/web-long.ts';
import { webOpen } from './figures/web-open.ts';
import { webText } from './figures/web-text.ts';
import { webUse } from './figures/web-use.ts';
import { setStage } from './stage.ts';

const say = (text: string): void => void process.stderr.write(`${text}\n`);

/** Channels are opened before the posts of the other figure cover what has reactions and threads. */
const onStage = { open: openChannel, posts: createPosts } as const;
const onTheirOwn = {
  'fan-out': fanOut,
  sockets: idleSockets,
  idle: idleServer,
  jobs,
  'sign-in': signInDuringAttack,
  ready: readyAfterStart,
  pictures,
  'stored-pictures': storedPictures,
  streams,
  uploads,
  web: firstLoad,
  'web-burst': webBurst,
  'web-long': webLong,
  'web-open': webOpen,
  'web-text': webText,
  'web-use': webUse,
} as const;
const names = [...Object.keys(onStage), ...Object.keys(onTheirOwn)];

const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean' }, base: { type: 'string' } },
  allowPositionals: true,
});
const wanted = (name: string): boolean => positionals.length === 0 || positionals.includes(name);

/** Other work on the machine makes every figure but the last one worse. */
const busy = (): string => {
  const [load = 0] = loadavg();
  return load > availableParallelism() / 2
    ? `The machine was busy: load ${load.toFixed(1)} before the first figure.`
    : '';
};

async function measureOnStage(): Promise<Figure[]> {
  say('Setting the stage: a server, its database, and 100 channels of 100 members.');
  const dataset = {
    seed: 'bench',
    users: 1_000,
    teams: 1,
    channels: 100,
    posts: 30_000,
    shares: { public: 1, private: 0, group: 0 },
  };
  const stage = await setStage(dataset, say);
  const figures: Figure[] = [];
  try {
    for (const [name, measure] of Object.entries(onStage)) {
      if (!wanted(name)) continue;
      say(`Measuring ${name} …`);
      figures.push(...(await measure(stage, say)));
    }
  } finally {
    await stage.close();
  }
  return figures;
}

async function measured(): Promise<Figure[]> {
  if (positionals[0] === 'compare') return compare(resolve(values.base ?? ''), say);
  const unknown = positionals.find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw new Error(`There is no figure ${unknown}; there are ${names.join(', ')}, and compare.`);
  const figures = Object.keys(onStage).some(wanted) ? await measureOnStage() : [];
  for (const [name, measure] of Object.entries(onTheirOwn)) {
    if (!wanted(name)) continue;
    say(`Measuring ${name} …`);
    figures.push(...(await measure(say)));
  }
  return figures;
}

async function run(): Promise<void> {
  const note = busy();
  const figures = await measured();
  const machine = { cores: availableParallelism(), model: cpus()[0]?.model ?? '', node: process.version, note };
  if (values.json) process.stdout.write(`${JSON.stringify({ machine, figures }, undefined, 2)}\n`);
  else process.stdout.write(`${table(figures)}\n${note === '' ? '' : `${note}\n`}`);
  process.exitCode = figures.every(({ ok }) => ok) ? 0 : 1;
}

try {
  await run();
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
