import { type ReactNode, useState } from 'react';
import {
  ArrowUp,
  AtSign,
  Bold,
  Code,
  Italic,
  Link,
  List,
  Smile,
  Strikethrough,
  TextQuote,
  type LucideIcon,
} from 'lucide-react';

import { part } from '../../shell/part.tsx';
import { PartBoundary } from '../../shell/PartBoundary.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Popover } from '../../shell/Popover.tsx';
import { type Message, msg, t } from '../../words/words.ts';
import type { Format } from './format.ts';

/** Where the picker would be. */
const inPop = (failure: ReactNode) => <div className="pop emoji">{failure}</div>;

const EmojiPicker = part(() => import('../emoji/ServerEmojiPicker.tsx').then((module) => module.ServerEmojiPicker));

export interface ComposerBarProps {
  /** At its beginning. */
  attach: ReactNode;
  /** Without the formats. */
  isNarrow: boolean;
  canSend: boolean;
  onFormat: (format: Format) => void;
  onInsert: (text: string) => void;
  onSend: () => void;
}

const formats: { format: Format; label: Message; icon: LucideIcon; keys?: string }[] = [
  { format: 'bold', label: msg('Bold'), icon: Bold, keys: 'mod+B' },
  { format: 'italic', label: msg('Italic'), icon: Italic, keys: 'mod+I' },
  { format: 'strike', label: msg('Strike through'), icon: Strikethrough },
  { format: 'link', label: msg('Link'), icon: Link },
  { format: 'code', label: msg('Code'), icon: Code },
  { format: 'list', label: msg('List'), icon: List },
  { format: 'quote', label: msg('Quote'), icon: TextQuote },
];

export function ComposerBar({ attach, isNarrow, canSend, onFormat, onInsert, onSend }: ComposerBarProps) {
  return (
    // The field keeps the focus, and a phone its keyboard.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- nothing happens here, and focus stays where it is
    <div className="bar" onMouseDown={(event) => event.preventDefault()}>
      {attach}
      {attach && !isNarrow && <span className="sep" />}
      {!isNarrow &&
        formats.map(({ format, label, icon, keys }) => (
          <IconButton
            key={format}
            icon={icon}
            label={t(label)}
            {...(keys && { keys })}
            onClick={() => onFormat(format)}
          />
        ))}
      <span className="grow" />
      <IconButton icon={AtSign} label={t('Mention someone')} onClick={() => onInsert('@')} />
      <EmojiButton onInsert={onInsert} />
      <IconButton icon={ArrowUp} label={t('Send')} keys="Enter" look="send" off={!canSend} onClick={onSend} />
    </div>
  );
}

function EmojiButton({ onInsert }: Pick<ComposerBarProps, 'onInsert'>) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover
      label={t('Choose an emoji')}
      trigger={<IconButton icon={Smile} label={t('Emoji')} />}
      open={isOpen}
      onOpenChange={setOpen}
      side="top"
      align="end"
      bare
    >
      <PartBoundary fallback={<div className="pop emoji" aria-busy="true" />} frame={inPop}>
        <EmojiPicker
          onPick={(name, more) => {
            if (!more) setOpen(false);
            onInsert(`:${name}: `);
          }}
        />
      </PartBoundary>
    </Popover>
  );
}
