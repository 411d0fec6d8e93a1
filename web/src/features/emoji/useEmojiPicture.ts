import { useCallback } from 'react';

import type { EmojiPicture } from '../../text/scope.tsx';
import { characterOf } from './table.ts';
import { useEmojiTable } from './useEmojiTable.ts';

/**
 * For `TextScope.emoji`, and wherever a name becomes a picture: the server's own emoji first, by the
 * address that `custom` gives, then the system's. Stable until the table is loaded or `custom` changes.
 */
export function useEmojiPicture(
  custom?: (name: string) => string | undefined,
): (name: string) => EmojiPicture | undefined {
  const table = useEmojiTable();
  return useCallback(
    (name: string) => {
      const src = custom?.(name);
      if (src !== undefined) return { src };
      const character = table && characterOf(table, name);
      return character === undefined ? undefined : { character };
    },
    [table, custom],
  );
}
