import { EmojiPicker, type EmojiPickerProps } from './EmojiPicker.tsx';
import { useAllEmoji } from './useAllEmoji.ts';
import { useOwnEmoji } from './useOwnEmoji.ts';

/** With the emoji of this server, which are all asked for when it first opens. */
export function ServerEmojiPicker({ onPick }: Pick<EmojiPickerProps, 'onPick'>) {
  useAllEmoji();
  return <EmojiPicker onPick={onPick} custom={useOwnEmoji()} />;
}
