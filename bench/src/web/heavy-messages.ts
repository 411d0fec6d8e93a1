/** Messages that are heavy to read and to draw, one of each kind: made to stop a reader, or only written by a program. */
const longest = 16_300;
const filled = (piece: string) => piece.repeat(Math.ceil(longest / piece.length)).slice(0, longest);
const fenced = (code: string) => `\`\`\`ts\n${code.slice(0, longest - 12)}\n\`\`\``;
const joined = (count: number, piece: (nth: number) => string, between: string) =>
  Array.from({ length: count }, (_, nth) => piece(nth))
    .join(between)
    .slice(0, longest);

const tableOf = (rows: number, columns: number) =>
  ['|a'.repeat(columns), '|-'.repeat(columns), ...Array.from({ length: rows }, () => '|cell'.repeat(columns))]
    .map((row) => `${row}|`)
    .join('\n');

export const heavyMessages: Readonly<Record<string, string>> = {
  'one long paragraph': filled('A sentence with several words in it. '),
  'many lines': filled('a\n'),
  'many paragraphs': filled('a\n\n'),
  headings: filled('# a\n'),
  rules: filled('---\n\n'),
  'a line of code that is hard to colour': fenced(filled('_a')),
  'lines of code that are hard to colour': fenced(`${'_a'.repeat(240)}\n`.repeat(8)),
  'long code': fenced("const answer = compute(42, 'of all'); // why\n".repeat(400)),
  'code in the text': filled('`a` '),
  'open brackets': filled('['),
  'links that do not end': filled('[a](()'),
  'many links': joined(500, (nth) => `[link ${nth}](https://example.com/${nth})`, ' '),
  'many addresses': filled('https://example.com/a '),
  'many pictures': joined(400, (nth) => `![p](http://127.0.0.1:9/${nth}.png)`, ' '),
  'stars in words': filled('*a_'),
  'small emphasis': filled('*a* '),
  'nested quotes': filled('> '),
  'deep quotes': joined(600, (nth) => `${'> '.repeat((nth % 8) + 1)}quoted ${nth}`, '\n'),
  'a long list': filled('- a\n'),
  'nested lists': filled('- a\n  - b\n    - c\n'),
  'a list of tasks': filled('- [ ] a\n'),
  'a table of many cells': filled('|a|b|c|d|\n|-|-|-|-|\n'),
  'a table of 1,000 cells': tableOf(100, 10),
  'a wide table': ['|a', '|-', '|b'].map((cell) => `${cell.repeat(2_000)}|`).join('\n'),
  'angle brackets': filled('<'),
  backticks: filled('`'),
  'emoji with a tone': `${'👍🏽'.repeat(3_000)}x`,
  '2,000 emoji': ':tada: '.repeat(2_000),
  'names that nobody bears': filled('@a1 @b2 '),
  'a name a thousand times': '@bob '.repeat(1_000),
  'my name a thousand times': '@ann '.repeat(1_000),
  hashtags: filled('#tag '),
  channels: filled('~ci-cd '),
};
