import { expect, test } from 'vitest';

import { isSystemEmoji, systemEmojiNames } from './emoji-names.ts';

test('a name, its aliases and its skin tones are known', () => {
  for (const name of ['+1', 'thumbsup', '-1', 'thinking_face', 'flag-de', 'de', 'rocket', 'taco', 'woman-running']) {
    expect(isSystemEmoji(name), name).toBe(true);
  }
  for (const tone of ['light', 'medium_light', 'medium', 'medium_dark', 'dark']) {
    expect(isSystemEmoji(`+1_${tone}_skin_tone`)).toBe(true);
    expect(isSystemEmoji(`thumbsup_${tone}_skin_tone`)).toBe(true);
    expect(isSystemEmoji(`people_holding_hands_${tone}_skin_tone`)).toBe(true);
  }
});

test('nothing else is: no tone where there is none, no custom name, nothing inherited', () => {
  for (const name of ['rocket_medium_skin_tone', '+1_pale_skin_tone', ':+1:', '', 'no_such_emoji', 'constructor']) {
    expect(isSystemEmoji(name), name).toBe(false);
  }
});

test('every name is one a reaction may carry', () => {
  expect(systemEmojiNames.size).toBeGreaterThan(3500);
  for (const name of systemEmojiNames) expect(name).toMatch(/^[A-Za-z0-9+_-]{1,64}$/);
});
