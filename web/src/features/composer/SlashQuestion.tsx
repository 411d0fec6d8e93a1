import { type KeyboardEvent, useEffect, useId, useRef } from 'react';
import { SquareSlash } from 'lucide-react';

import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { t } from '../../words/words.ts';

export interface SlashQuestionProps {
  /** As it was typed: `/msg`. */
  command: string;
  onEdit: () => void;
  onSend: () => void;
}

/** Over the composer, before a line that looks like a command is sent as text. */
export function SlashQuestion({ command, onEdit, onSend }: SlashQuestionProps) {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.querySelector<HTMLElement>('[data-first]')?.focus(), []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    onEdit();
  };
  return (
    <div className="slashask" role="alertdialog" aria-labelledby={id} ref={box}>
      <span className="grow">
        <Icon of={SquareSlash} />
        <span id={id}>
          <b>{t('There is no command {command}.', { command })}</b> {t('As a message, everyone here can read it.')}
        </span>
      </span>
      <Button small data-first onClick={onEdit} onKeyDown={onKeyDown}>
        {t('Edit')}
      </Button>
      <Button small onClick={onSend} onKeyDown={onKeyDown}>
        {t('Send as a message')}
      </Button>
    </div>
  );
}
