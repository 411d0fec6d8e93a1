/** `node bench/src/dataset/main.ts --url postgres://… [--posts 1000000] …`: fills an empty Innermost database. */
import { parseArgs } from 'node:util';
import { generateDataset, idOf, type Progress } from './generate.ts';

const usage = `Usage: node bench/src/dataset/main.ts --url postgres://… [--posts 100000] [--users n] [--teams n] [--channels n] [--seed text]
The database must be one that the server has created and in which nobody has an account yet.`;

const { values } = parseArgs({
  options: {
    url: { type: 'string' },
    posts: { type: 'string', default: '100000' },
    users: { type: 'string' },
    teams: { type: 'string' },
    channels: { type: 'string' },
    seed: { type: 'string', default: 'innermost' },
  },
});

function count(text: string | undefined, fallback: number): number {
  const value = text === undefined ? fallback : Number(text.replaceAll('_', ''));
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`${text} is not a whole number from 1 on.\n${usage}`);
  return value;
}

function showProgress({ step, done, total, rate }: Progress): void {
  const line = `${step}: ${done} of ${total}, ${rate} a second`;
  process.stderr.write(process.stderr.isTTY ? `\r\x1b[K${line}${done === total ? '\n' : ''}` : `${line}\n`);
}

async function run(): Promise<void> {
  if (values.url === undefined) throw new Error(usage);
  const posts = count(values.posts, 0);
  const users = count(values.users, Math.max(50, Math.round(posts / 200)));
  const teams = count(values.teams, Math.ceil(users / 500));
  const channels = count(values.channels, users * 3);
  const { seed, url } = values;
  const started = performance.now();
  await generateDataset({ url, seed, users, teams, channels, posts, onProgress: showProgress });
  const seconds = Math.round((performance.now() - started) / 1000);
  process.stdout.write(
    `Made ${posts} posts in ${channels} channels by ${users} people in ${seconds} s.\n` +
      `The token of user1, who is the system administrator: ${idOf(seed, 'token', 1)}\n`,
  );
}

try {
  await run();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
