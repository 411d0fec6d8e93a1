// The emoji that every server knows without being told: names a reaction may carry.
import { plainNames, tonedNames } from './emoji-names.gen.ts';

/** Wire: official clients name a variant <name>_<tone>_skin_tone, such as +1_medium_skin_tone. */
export const skinTones = ['light', 'medium_light', 'medium', 'medium_dark', 'dark'] as const;
export type SkinTone = (typeof skinTones)[number];

/** Wire: a reaction with a longer name is refused, so four variants of very long names do not exist. */
const longestName = 64;

const names = new Set(plainNames.split(' '));
for (const name of tonedNames.split(' ')) {
  for (const variant of skinTones.map((tone) => `${name}_${tone}_skin_tone`)) {
    if (variant.length <= longestName) names.add(variant);
  }
}

/** All names without colons: every alias, and every alias in five skin tones where there are any. */
export const systemEmojiNames: ReadonlySet<string> = names;

export function isSystemEmoji(name: string): boolean {
  return names.has(name);
}
