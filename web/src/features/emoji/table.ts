// The system's emoji by name, by category and by search. The table is a file of its own, loaded once,
// after the first paint; until then names stay as they were typed.
import { bestFits } from '../../text/match.ts';

/** The first is the yellow everybody has unless they choose. */
export const tones = ['', 'light', 'medium_light', 'medium', 'medium_dark', 'dark'] as const;
export type Tone = (typeof tones)[number];

export interface SystemEmoji {
  character: string;
  /** Name on the wire; the aliases mean the same. */
  name: string;
  aliases: readonly string[];
  /** How many people in it take a skin tone: 0, 1 or 2. */
  toned: 0 | 1 | 2;
  words: readonly string[];
}

export interface Category {
  id: string;
  emoji: readonly SystemEmoji[];
}

export interface EmojiTable {
  categories: readonly Category[];
  byName: ReadonlyMap<string, SystemEmoji>;
}

/** Reads the generated text: `#category`, then a line for each emoji. */
export function readTable(text: string): EmojiTable {
  const categories = text
    .split(/^#(?=[a-z]+$)/m)
    .filter((part) => part !== '')
    .map((part): Category => {
      const [id = '', ...lines] = part.trimEnd().split('\n');
      return { id, emoji: lines.map(readLine) };
    });
  const all = categories.flatMap(({ emoji }) => emoji);
  const byName = new Map(all.flatMap((one) => [one.name, ...one.aliases].map((name) => [name, one] as const)));
  return { categories, byName };
}

function readLine(line: string): SystemEmoji {
  const [character = '', names = '', toned = '', words = ''] = line.split('\t');
  const [name = '', ...aliases] = names.split(',');
  return { character, name, aliases, toned: toned === '2' ? 2 : toned === '1' ? 1 : 0, words: words.split(' ') };
}

/** What a name on the wire looks like, tones included; undefined when the system has no such emoji. */
export function characterOf(table: EmojiTable, name: string): string | undefined {
  const plain = table.byName.get(name);
  if (plain) return plain.character;
  // Wire: a variant is <name>_<tone>_skin_tone. Longer tones first: "medium_light" ends in "light".
  for (const tone of ['medium_light', 'medium_dark', 'medium', 'light', 'dark'] as const) {
    const suffix = `_${tone}_skin_tone`;
    const emoji = name.endsWith(suffix) ? table.byName.get(name.slice(0, -suffix.length)) : undefined;
    if (emoji) return emoji.toned === 0 ? undefined : withTone(emoji, tone);
  }
  return undefined;
}

/** The name to send for an emoji in a tone. */
export function nameWithTone(emoji: SystemEmoji, tone: Tone): string {
  return tone === '' || emoji.toned === 0 ? emoji.name : `${emoji.name}_${tone}_skin_tone`;
}

const modifiers: Record<Exclude<Tone, ''>, string> = {
  light: '\u{1f3fb}',
  medium_light: '\u{1f3fc}',
  medium: '\u{1f3fd}',
  medium_dark: '\u{1f3fe}',
  dark: '\u{1f3ff}',
};

/** The generator checked these two rules against every variant there is. */
export function withTone(emoji: SystemEmoji, tone: Tone): string {
  if (tone === '' || emoji.toned === 0) return emoji.character;
  const modifier = modifiers[tone];
  if (emoji.toned === 2) return emoji.character.replaceAll(/\u{1f468}|\u{1f469}|\u{1f9d1}/gu, `$&${modifier}`);
  return emoji.character.replace(/^(.)\ufe0f?/u, `$1${modifier}`);
}

/** Best first: by name, then alias, then the words of its description. */
export function searchEmoji(table: EmojiTable, query: string, most: number): SystemEmoji[] {
  const wanted = query.replaceAll(':', '').trim().replaceAll(' ', '_');
  if (wanted === '') return [];
  const all = table.categories.flatMap(({ emoji }) => emoji);
  return bestFits(all, wanted, (emoji) => [emoji.name, ...emoji.aliases, ...emoji.words], most);
}
