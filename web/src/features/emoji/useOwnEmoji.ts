import { useMemo } from 'react';

import { useLive } from '../../live/live.ts';
import { areOwnOn, emojiSrc, ownEmoji } from './pictures.ts';
import type { CustomEmoji } from './rows.ts';

const none: readonly CustomEmoji[] = [];

/** Emoji of this server that are held, by name. The same array while none comes or goes, and none while `isWanted` is false. */
export function useOwnEmoji(isWanted = true): readonly CustomEmoji[] {
  const emoji = useLive((state) => (isWanted && areOwnOn(state) ? state.emoji : undefined));
  return useMemo(
    () => (emoji ? ownEmoji(emoji).map((one) => ({ name: one.name, src: emojiSrc(one) })) : none),
    [emoji],
  );
}
