/** `npm run bench [name …]`: measures, prints the table, and ends with 1 when a figure misses its reach. */
import { table, type Figure } from './figure.ts';
import { createPosts, openChannel } from './figures/posts.ts';
import { fanOut, idleSockets } from './figures/sockets.ts';
import { setStage } from './stage.ts';

const say = (text: string): void => void process.stderr.write(`${text}\n`);

const onStage = { open: openChannel, posts: createPosts } as const;
/** Measured on the sockets alone, with nothing behind them. */
const onTheirOwn = { 'fan-out': fanOut, idle: idleSockets } as const;

const asked = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const wanted = (name: string): boolean => asked.length === 0 || asked.includes(name);

const figures: Figure[] = [];
if (Object.keys(onStage).some(wanted)) {
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
  try {
    for (const [name, measure] of Object.entries(onStage)) {
      if (!wanted(name)) continue;
      say(`Measuring ${name} …`);
      figures.push(...(await measure(stage)));
    }
  } finally {
    await stage.close();
  }
}
for (const [name, measure] of Object.entries(onTheirOwn)) {
  if (!wanted(name)) continue;
  say(`Measuring ${name} …`);
  figures.push(...(await measure()));
}
process.stdout.write(`${table(figures)}\n`);
process.exitCode = figures.every(({ ok }) => ok) ? 0 : 1;
