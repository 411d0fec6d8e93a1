import { useEffect, useSyncExternalStore } from 'react';

import type { EmojiPicture, TextScope } from './scope.tsx';

const neverTold = () => () => {};

/** What a name looks like; drawn anew when that is something else. Undefined: nothing has the name, or not yet. */
export function useEmoji(name: string | undefined, scope: TextScope): EmojiPicture | undefined {
  const find = () => (name === undefined ? undefined : scope.emoji?.(name));
  // What tells one answer from another.
  const mark = () => {
    const picture = find();
    return picture && ('src' in picture ? picture.src : picture.character);
  };
  const isMissing = useSyncExternalStore(scope.watchEmoji ?? neverTold, mark, mark) === undefined;
  const { missEmoji } = scope;
  useEffect(() => {
    if (isMissing && name !== undefined) missEmoji?.(name);
  }, [isMissing, name, missEmoji]);
  return find();
}
