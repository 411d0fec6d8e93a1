/**
 * Whether reading a text takes time in proportion to its length, for tests: four times the text, at most ten times the
 * time. What grows with the square takes sixteen times as long.
 */

/** ms of this process, which others on the machine do not lengthen by waiting. */
function cost(run: () => unknown): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Of many runs: what collects garbage or compiles beside one of them counts in the time of the process. */
const least = (run: () => unknown): number => Math.min(...Array.from({ length: 9 }, () => cost(run)));

/** ms; below it, the clock's own steps decide. */
const leastTime = 0.5;
const most = 10;

export interface Growth {
  /** Makes a text of about so many characters. */
  make: (length: number) => string;
  read: (text: string) => unknown;
  /** Characters of the shorter text. */
  length?: number;
}

/** Undefined where it is in proportion; otherwise what was measured. */
export function tooSteep({ make, read, length = 16_000 }: Growth): string | undefined {
  const [short, long] = [make(length), make(length * 4)];
  const limit =
    most *
    Math.max(
      leastTime,
      least(() => read(short)),
    );
  // Most are quick at once, and need no second look.
  if (cost(() => read(long)) <= limit) return undefined;
  const whole = least(() => read(long));
  return whole <= limit ? undefined : `${whole.toFixed(1)} ms, at most ${limit.toFixed(1)}`;
}

/** Pieces that, repeated, make parsers look far ahead or back. */
const hostilePieces: readonly string[] = [
  ['<', '<a', '<a|', '<@', '<@a|', '<!', '<!date^1^', '<http://a', '<http://a|b>', '<a>', '&', '&lt;', '&amp;lt;'],
  ['*', '*a', '*a ', '* a', '**', '~', '~a', '_', '_a', '*_~', '`', '``a', '```', '```\n', '~~~\n', '\\', '\\*'],
  ['>', '> ', '> a\n', '- ', '- a\n', '1. ', '    a\n', '\n', ' ', '\t', 'a', 'a ', '|', '|a', '[', '](', '[a](b) '],
  ['@', '@a', '@a.', '@a ', '#', '#a', '#a ', ':', ':a:', 'a@b.', 'http://', 'http://a.b ', 'www.', '(', ')', '"'],
  ['é', '👍🏽', '🇩🇪', '漢', '{', '}', ',', '\r', '\u0000'],
].flat();

const filled = (piece: string, length: number): string =>
  piece.repeat(Math.ceil(length / piece.length)).slice(0, length);

/** Repeated, and as one long run between two letters. */
const hostileTexts: readonly [name: string, make: Growth['make']][] = hostilePieces.flatMap((piece) => [
  [JSON.stringify(piece), (length: number) => filled(piece, length)],
  [`#a${JSON.stringify(piece)}…a`, (length: number) => `#a${filled(piece, length - 3)}a`],
]);

/** Those of the hostile texts that take too long to read, each with what was measured. */
export function steepOnes(read: (text: string) => unknown): string[] {
  return hostileTexts.flatMap(([name, make]) => {
    const found = tooSteep({ make, read });
    return found === undefined ? [] : [`${name}: ${found}`];
  });
}
