import { type ReactNode, useState } from 'react';
import { SmilePlus } from 'lucide-react';

import { Icon } from '../../ui/Icon.tsx';
import { part } from '../../shell/part.tsx';
import { PartBoundary } from '../../shell/PartBoundary.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Popover } from '../../shell/Popover.tsx';
import { t } from '../../words/words.ts';
import { toggleReaction } from './react.ts';

/** Where the picker would be. */
const inPop = (failure: ReactNode) => <div className="pop emoji">{failure}</div>;

const EmojiPicker = part(() => import('../emoji/ServerEmojiPicker.tsx').then((module) => module.ServerEmojiPicker));

export interface AddReactionProps {
  postId: string;
  /** `bar`: the last one of the reactions. `tools`: in the bar over a message. */
  look: 'bar' | 'tools';
  onOpenChange?: (isOpen: boolean) => void;
}

export function AddReaction({ postId, look, onOpenChange }: AddReactionProps) {
  const [isOpen, setOpen] = useState(false);
  const open = (next: boolean) => {
    setOpen(next);
    onOpenChange?.(next);
  };
  const trigger =
    look === 'tools' ? (
      <IconButton icon={SmilePlus} label={t('Add a reaction')} />
    ) : (
      <button type="button" className="react add" aria-label={t('Add a reaction')}>
        <Icon of={SmilePlus} />
      </button>
    );
  return (
    <Popover
      label={t('Choose a reaction')}
      trigger={trigger}
      open={isOpen}
      onOpenChange={open}
      side="top"
      align="end"
      bare
    >
      <PartBoundary fallback={<div className="pop emoji" aria-busy="true" />} frame={inPop}>
        <EmojiPicker
          onPick={(name, more) => {
            void toggleReaction(postId, name);
            if (!more) open(false);
          }}
        />
      </PartBoundary>
    </Popover>
  );
}
