/** From the command to the line that says the server is ready, the way a user starts it. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median } from '../load/closed-loop.ts';
import type { Figure, Say } from '../figure.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const rounds = 3;
/** After this many ms the server is given up. */
const patience = 60_000;

/** Runs `npm start` on a data folder until it is ready, stops it, and resolves to the ms it took. */
function startOnce(dataDir: string): Promise<number> {
  const npm = process.env['npm_execpath'];
  const [command = 'npm', ...args] = npm?.endsWith('.js') ? [process.execPath, npm, 'start'] : ['npm', 'start'];
  const env = { ...process.env, INNERMOST_DATA_DIR: dataDir, MM_SERVICESETTINGS_LISTENADDRESS: '127.0.0.1:0' };
  const started = performance.now();
  const child = spawn(command, args, { cwd: root, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  // Its own group, so that nothing of it can stay behind.
  const end = (signal: NodeJS.Signals) => child.pid !== undefined && process.kill(-child.pid, signal);
  return new Promise((resolve, reject) => {
    let output = '';
    let ready: number | undefined;
    const timer = setTimeout(() => end('SIGKILL'), patience);
    const take = (chunk: Buffer): void => {
      output += chunk.toString();
      if (ready !== undefined || !output.includes('Innermost is ready at')) return;
      ready = performance.now() - started;
      end('SIGTERM');
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('error', reject);
    child.once('close', () => {
      clearTimeout(timer);
      if (ready === undefined) reject(new Error(`npm start ended before it was ready:\n${output}`));
      else resolve(ready);
    });
  });
}

export async function readyAfterStart(say: Say): Promise<Figure[]> {
  const first: number[] = [];
  const warm: number[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    say(`  start ${round} of ${rounds}, on an empty data folder and again`);
    const dataDir = await mkdtemp(join(tmpdir(), 'innermost-bench-'));
    try {
      first.push(await startOnce(dataDir));
      warm.push(await startOnce(dataDir));
    } finally {
      await rm(dataDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    }
  }
  const figure = (what: string, times: readonly number[], reach: number): Figure => ({
    what,
    measured: `${(median(times) / 1000).toFixed(2)} s`,
    value: median(times) / 1000,
    limit: '',
    reach: `below ${reach} s`,
    ok: median(times) < reach * 1000,
  });
  return [
    figure('ready after npm start, the first time after install', first, 6),
    figure('the same again, warm', warm, 2.5),
  ];
}
