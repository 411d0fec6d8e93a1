import { execFile } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { startServerProcess } from '../../../server/src/testing/server-process.ts';
import type { Figure, Say } from '../figure.ts';

/** What start-up took and gives back is not what a server weighs that has nothing to do. */
const settlesWithin = 30;

/** Of one process, in bytes. */
async function residentMemory(pid: number): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]);
  return Number(stdout) * 1024;
}

export async function idleServer(say: Say): Promise<Figure[]> {
  const server = await startServerProcess();
  try {
    say(`  a server idles for ${settlesWithin} s`);
    await setTimeout(settlesWithin * 1000);
    const megabytes = (await residentMemory(server.pid)) / 1e6;
    return [
      {
        what: 'memory of an idle server, resident',
        measured: `${megabytes.toFixed(0)} MB`,
        value: megabytes,
        limit: '',
        reach: '150 MB',
        ok: megabytes <= 150,
      },
    ];
  } finally {
    await server.dispose();
  }
}
