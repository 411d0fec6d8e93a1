/** CPU time of processes by the operating system's accounting. Linux only: elsewhere there is no /proc. */
import { readdir, readFile } from 'node:fs/promises';

/** Linux counts in hundredths of a second on every machine that we run on. */
const msPerTick = 10;

/** Fields of /proc/<pid>/stat behind the name in brackets, which may hold blanks; undefined when the process ended. */
async function statOf(pid: number | string): Promise<number[] | undefined> {
  try {
    const text = await readFile(`/proc/${pid}/stat`, 'utf8');
    return text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
  } catch {
    return undefined;
  }
}

const at = { parent: 1, user: 11, system: 12, usersOfEnded: 13, systemOfEnded: 14 } as const;
const sum = (stat: readonly number[], fields: readonly (keyof typeof at)[]): number =>
  fields.reduce((total, field) => total + (stat[at[field]] ?? 0), 0);

/** ms of CPU that the process used so far, without its children. */
export async function cpuOf(pid: number): Promise<number> {
  const stat = await statOf(pid);
  return stat ? sum(stat, ['user', 'system']) * msPerTick : 0;
}

/** ms of CPU that a database used so far: its postmaster, the backends that live and those that ended. */
export async function cpuOfDatabase(postmaster: number): Promise<number> {
  const own = await statOf(postmaster);
  let ticks = own ? sum(own, ['user', 'system', 'usersOfEnded', 'systemOfEnded']) : 0;
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  for (const stat of await Promise.all(pids.map(statOf)))
    if (stat?.[at.parent] === postmaster) ticks += sum(stat, ['user', 'system']);
  return ticks * msPerTick;
}

/** Bytes of memory that the process holds. */
export async function residentMemory(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(text)?.[1] ?? 0) * 1024;
}
