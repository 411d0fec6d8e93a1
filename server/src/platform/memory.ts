/**
 * Gives memory back when it is quiet. V8 keeps the room that start-up and busy times needed, since it cannot know that
 * the quiet lasts; on the small machines that chat runs on, others could use it.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

type Collect = (options: { type: 'major'; execution: 'sync'; flavor: 'last-resort' }) => void;

export interface MemoryUse {
  /** Resident, in bytes. */
  resident: number;
  /** CPU time so far, in ms. */
  cpu: number;
}

/** Share of a core below which the server has nothing to do. */
const quietBelow = 0.01;
/** A collection stops everything for about a tenth of a second, so it must bring something: bytes. */
const worthwhile = 32 * 1024 * 1024;

/** V8 offers its collector under a flag only. */
function collector(): Collect {
  setFlagsFromString('--expose-gc');
  // The flag's documented effect is this function.
  return runInNewContext('gc') as Collect;
}

/** Takes readings `every` so many ms; true when now is the time to collect. */
export function quietWatch(every: number): (now: MemoryUse) => boolean {
  let last: MemoryUse | undefined;
  /** What was resident after the last collection; 0 before the first one, undefined until the reading after one. */
  let floor: number | undefined = 0;
  return (now) => {
    const quiet = last !== undefined && now.cpu - last.cpu < every * quietBelow;
    last = now;
    floor ??= now.resident;
    if (!quiet || now.resident - floor < worthwhile) return false;
    floor = undefined;
    return true;
  };
}

function use(): MemoryUse {
  const { user, system } = process.cpuUsage();
  return { resident: process.memoryUsage.rss(), cpu: (user + system) / 1000 };
}

/** Until closed. */
export function giveMemoryBack(every = 10_000): { close(): void } {
  const collect = collector();
  const isTime = quietWatch(every);
  const timer = setInterval(() => {
    if (isTime(use())) collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
  }, every);
  timer.unref();
  return { close: () => clearInterval(timer) };
}
