/**
 * Whether reading takes time in proportion to what is read, for tests: four times as much, at most ten times the time.
 * What grows with the square takes sixteen times as long.
 */

/** Makes something of about this size, and answers what reads it. */
export type Reading = (size: number) => () => unknown;

const factor = 4;
const most = 10;
/** ms; what takes no longer is not looked at closer: the clock's own steps would decide. */
const moment = 5;
/**
 * Compiling and collecting garbage go on beside the first runs and count in them. A verdict of *too steep* is therefore
 * asked for again, warm, and only counts when every look says the same; a square says so at each.
 */
const looks = 6;

/** ms of this process, which others on the machine do not lengthen by waiting. */
function cost(run: () => unknown): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** The least of both, measured in turn. What takes long is measured less often: there, noise is a small part. */
function leastOf(few: () => unknown, many: () => unknown): [few: number, many: number] {
  const least: [number, number] = [Infinity, Infinity];
  let spent = 0;
  for (let round = 0; round < 9 && (round < 3 || spent < 500); round += 1) {
    const [short, long] = [cost(few), cost(many)];
    least[0] = Math.min(least[0], short);
    least[1] = Math.min(least[1], long);
    spent += short + long;
  }
  return least;
}

/** Undefined where it is in proportion; otherwise what was measured. `size` is that of the smaller of the two. */
export function tooSteep(make: Reading, size: number): string | undefined {
  const [few, many] = [make(size), make(size * factor)];
  const once = cost(many);
  if (once <= moment || once <= most * Math.min(cost(few), cost(few), cost(few))) return undefined;
  let found: string | undefined;
  for (let look = 0; look < looks; look += 1) {
    const [short, long] = leastOf(few, many);
    const limit = Math.max(moment, most * short);
    if (long <= limit) return undefined;
    found = `${long.toFixed(1)} ms, at most ${limit.toFixed(1)}`;
  }
  return found;
}
