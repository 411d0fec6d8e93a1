import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { StartupError } from '../startup-error.ts';
import type { LauncherLog } from './log.ts';

/** The process id in `postmaster.pid`, and whether that server says it is ready. */
export async function readPidFile(cluster: string): Promise<{ pid: number; ready: boolean } | undefined> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  const lines = text.split('\n');
  const pid = Number.parseInt(lines[0] ?? '', 10);
  return pid > 0 ? { pid, ready: lines[7]?.trim() === 'ready' } : undefined;
}

/**
 * Waits until the PostgreSQL of an earlier server has ended, and helps it on its way; removes what a crash left.
 * To be called with the folder locked: then no living server needs what is found here.
 */
export async function clearLeftovers(cluster: string, log: LauncherLog): Promise<void> {
  const previous = await readPidFile(cluster);
  if (previous && (await isPostgresOf(cluster, previous.pid))) {
    log.info(`Waiting for the previous database process (${previous.pid}) to end.`);
    await seeOut(cluster, previous.pid);
  }
  // What is left names a process id that is gone, or that something else has by now, which PostgreSQL would mind.
  await rm(join(cluster, 'postmaster.pid'), { force: true });
}

async function seeOut(cluster: string, pid: number): Promise<void> {
  const steps = [
    { seconds: 5, next: 'SIGINT' },
    { seconds: 15, next: 'SIGQUIT' },
    { seconds: 10, next: undefined },
  ] as const;
  for (const { seconds, next } of steps) {
    for (let waited = 0; waited < seconds * 1000; waited += 50) {
      if (!(await isPostgresOf(cluster, pid))) return;
      await sleep(50);
    }
    if (next) signal(pid, next);
  }
  throw new StartupError(
    `An earlier PostgreSQL (process ${pid}) still uses ${cluster} and does not end: stop that process, then start again.`,
  );
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended meanwhile, or belongs to somebody else; the next look tells.
  }
}

async function isPostgresOf(cluster: string, pid: number): Promise<boolean> {
  const command = await commandOf(pid);
  return basename(command[0] ?? '') === 'postgres' && command.includes(cluster);
}

/** The words of a living process's command line; on systems without /proc a path with spaces comes in pieces. */
async function commandOf(pid: number): Promise<string[]> {
  if (process.platform === 'linux') {
    const words = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    return words.split('\0');
  }
  const ps = promisify(execFile)('ps', ['-ww', '-o', 'command=', '-p', String(pid)]);
  const { stdout } = await ps.catch(() => ({ stdout: '' }));
  const line = stdout.trim();
  const [program = '', cluster = ''] = line.split(' -D ');
  return [program, cluster.split(' -c ')[0] ?? ''];
}
