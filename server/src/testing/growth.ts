/** Hostile texts, for tests: whether reading each of them takes time in proportion to its length. */
import { tooSteep } from '../../../tools/growth.ts';

/** Pieces that, repeated, make parsers look far ahead or back. */
const hostilePieces: readonly string[] = [
  ['<', '<a', '<a|', '<@', '<@a|', '<!', '<!date^1^', '<http://a', '<http://a|b>', '<a>', '&', '&lt;', '&amp;lt;'],
  ['*', '*a', '*a ', '* a', '**', '~', '~a', '_', '_a', '*_~', '`', '``a', '```', '```\n', '~~~\n', '\\', '\\*'],
  ['>', '> ', '> a\n', '- ', '- a\n', '1. ', '    a\n', '\n', ' ', '\t', 'a', 'a ', '|', '|a', '[', '](', '[a](b) '],
  ['@', '@a', '@a.', '@a ', '#', '#a', '#a ', ':', ':a:', 'a@b.', 'http://', 'http://a.b ', 'www.', '(', ')', '"'],
  ['é', '👍🏽', '🇩🇪', '漢', '{', '}', ',', '\r', '\u0000'],
].flat();

/** Characters of the shorter text. */
const shorter = 16_000;

const filled = (piece: string, length: number): string =>
  piece.repeat(Math.ceil(length / piece.length)).slice(0, length);

/** Repeated, and as one long run between two letters. */
const hostileTexts: readonly [name: string, make: (length: number) => string][] = hostilePieces.flatMap((piece) => [
  [JSON.stringify(piece), (length: number) => filled(piece, length)],
  [`#a${JSON.stringify(piece)}…a`, (length: number) => `#a${filled(piece, length - 3)}a`],
]);

/** Those of the hostile texts that take too long to read, each with what was measured. */
export function steepOnes(read: (text: string) => unknown): string[] {
  return hostileTexts.flatMap(([name, make]) => {
    const reading = (length: number) => {
      const text = make(length);
      return () => read(text);
    };
    const found = tooSteep(reading, shorter);
    return found === undefined ? [] : [`${name}: ${found}`];
  });
}
