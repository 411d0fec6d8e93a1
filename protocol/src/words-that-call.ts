/**
 * Which words of plain text call somebody, and which are hashtags (reference: wire/posts-and-mentions.md §5). Server and
 * screens read by the same rules, so that nobody is shown as called who was not. Linear in the length of the text.
 */

/** A name with an @ before it, as written in a text. */
export interface CalledName {
  /** Where the @ stands, and where the name may end. */
  readonly at: number;
  readonly end: number;
  /** Without the @, as written; the first that somebody bears is meant. */
  readonly spellings: readonly string[];
}

export interface Word {
  /** The spellings of the whole to try, best first; each is looked up lower-cased, then exactly. */
  readonly tries: readonly string[];
  /** Parts of a word that is joined by `.`, `-` or `:`; each is looked up by itself when no spelling is known. */
  readonly parts: readonly string[];
  readonly calls: readonly CalledName[];
}

const wordPattern = /[\p{L}\p{N}:.\-_@]+/gu;
const longestWord = 512;
/** `ann@corp.example`: nobody is called by an address. */
const mailAddress = /^[\p{L}\p{N}._-]*[\p{L}\p{N}_]@(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}[.\-:_]*$/u;

/** Wire: names may end in . - : _ and sentences do too, so the whole is tried first, then one such sign less. */
function spellingsOf(written: string): string[] {
  const spellings = [written];
  for (let end = written.length; end > 1 && /[.\-:_]/.test(written[end - 1] ?? '');) {
    end -= 1;
    spellings.push(written.slice(0, end));
  }
  return spellings;
}

/** Each @ at the beginning of the word, or after a sign that joins words: `cc:@ann`, `@ann:@bob`. */
function callsOf(word: string, from: number): CalledName[] {
  if (!word.includes('@') || mailAddress.test(word)) return [];
  const starts = [...word.matchAll(/(?:^|(?<=[.\-:]))@/g)].map(({ index }) => index);
  return starts.map((start, position) => {
    const end = starts[position + 1] ?? word.length;
    const written = word.slice(start + 1, end);
    // Wire: a joined word also calls by what stands before the next joint.
    const [piece = ''] = start === 0 ? [] : written.split(/[.\-:]/);
    const spellings = spellingsOf(written);
    if (piece !== '' && !spellings.includes(piece)) spellings.push(piece);
    return { at: from + start, end: from + end, spellings };
  });
}

/** The words of plain text that could be a mention. */
export function wordsIn(text: string): Word[] {
  const words: Word[] = [];
  for (const { 0: written, index } of text.matchAll(wordPattern)) {
    if (written.length > longestWord) continue;
    if (written.length > 1 && written.startsWith(':') && written.endsWith(':')) continue;
    const word = written.replace(/^[:.\-_]+/, '');
    if (word === '') continue;
    const isCall = word.startsWith('@');
    const pieces = isCall ? [] : word.split(/[.\-:]/);
    words.push({
      tries: spellingsOf(word),
      parts: pieces.filter((part) => part !== '' && part !== word && !part.startsWith('@')),
      calls: callsOf(word, index + written.length - word.length),
    });
  }
  return words;
}

/** Scripts that are written without blanks between words. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** Wire: a keyword of such a script is also found inside of a word. */
export const matchesInside = (keyword: string): boolean => unspaced.test(keyword);

/** Whether the text holds the keyword as a word. `isExact` for first names, which are called in their exact spelling. */
export function holdsKeyword(text: string, keyword: string, isExact = false): boolean {
  const form = (one: string) => (isExact ? one : one.toLowerCase());
  const wanted = form(keyword);
  if (wanted === '' || !form(text).includes(wanted)) return false;
  return wordsIn(text).some(
    ({ tries, parts }) =>
      [...tries, ...parts].some((one) => form(one) === wanted) ||
      (matchesInside(wanted) && form(tries[0] ?? '').includes(wanted)),
  );
}

/** Where the last letter or digit ends; 0 without one. */
function endOfLast(text: string): number {
  for (let end = text.length; end > 0; end -= 1) {
    // The second half of a character of two belongs to it.
    const at = /[\uDC00-\uDFFF]/.test(text[end - 1] ?? '') && end > 1 ? end - 2 : end - 1;
    if (/^[\p{L}0-9]/u.test(text.slice(at, end))) return end;
  }
  return 0;
}

export interface Hashtag {
  /** Where the # stands. */
  readonly at: number;
  /** With the #. */
  readonly tag: string;
}

/**
 * Wire: between blanks; what is neither letter, digit nor # goes from its beginning, what is neither letter nor digit
 * from its end, and several # count as one. `shortest` counts the # as well.
 */
export function hashtagsIn(text: string, shortest = 3): Hashtag[] {
  if (!text.includes('#')) return [];
  const found: Hashtag[] = [];
  for (const { 0: written, index } of text.matchAll(/\S+/g)) {
    const from = written.search(/[\p{L}0-9#]/u);
    if (from === -1 || written[from] !== '#') continue;
    const trimmed = written.slice(from, endOfLast(written));
    const tag = trimmed.replace(/^#+/, '#');
    if (/^#\p{L}[\p{L}0-9._-]*[\p{L}0-9]$/u.test(tag) && Array.from(tag).length >= shortest)
      found.push({ at: index + from + trimmed.length - tag.length, tag });
  }
  return found;
}
