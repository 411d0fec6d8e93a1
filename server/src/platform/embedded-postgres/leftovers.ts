import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { StartupError } from '../startup-error.ts';
import type { LauncherLog } from './log.ts';

/** What a running PostgreSQL, or one that crashed, says of itself in `postmaster.pid`. */
export interface PidFile {
  pid: number;
  /** Tells two runs with the same process id apart. */
  run: string;
  ready: boolean;
}

export async function readPidFile(cluster: string): Promise<PidFile | undefined> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  const [first = '', , startedAt = '', , , , , status = ''] = text.split('\n');
  const pid = Number.parseInt(first, 10);
  return pid > 0 ? { pid, run: `${pid} ${startedAt}`, ready: status.trim() === 'ready' } : undefined;
}

/**
 * Waits until the PostgreSQL of an earlier server has ended, and helps it on its way. To be called with the folder
 * locked: then no living server needs what is found here.
 */
export async function clearLeftovers(cluster: string, log: LauncherLog): Promise<void> {
  const previous = await readPidFile(cluster);
  if (!previous) return;
  if (await isPostgresOf(cluster, previous.pid)) {
    log.info(`Waiting for the previous database process (${previous.pid}) to end.`);
    await seeOut(cluster, previous.pid);
  } else if (isAlive(previous.pid)) {
    // The id of a crashed PostgreSQL belongs to something else by now, which PostgreSQL would take for itself.
    await rm(join(cluster, 'postmaster.pid'), { force: true });
  }
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

/** Signals a process that may have ended meanwhile, or belong to somebody else; the next look tells. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {}
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
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
