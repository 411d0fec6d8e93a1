import type { KeyboardEvent } from 'react';
import { ChevronDown, ChevronUp, Search } from 'lucide-react';

import { Icon } from '../../../ui/Icon.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { t } from '../../../words/words.ts';
import type { PdfFind } from './use-pdf-find.ts';

/** Enter goes to the next place, with Shift to the one before. */
export function PdfFindField({ find }: { find: PdfFind }) {
  const { typed, hits, at } = find;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    find.walk(event.shiftKey ? -1 : 1);
  };
  return (
    <div className="find">
      <Icon of={Search} />
      <input
        type="text"
        aria-label={t('Find in this PDF')}
        placeholder={t('Find in this PDF')}
        value={typed}
        onChange={({ currentTarget }) => find.type(currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {typed.trim() !== '' && (
        <output className="t3 tiny num">
          {at === -1 ? t('Nowhere') : t('{at} of {count}', { at: at + 1, count: hits.length })}
        </output>
      )}
      <IconButton icon={ChevronUp} label={t('Earlier')} small off={at === -1} onClick={() => find.walk(-1)} />
      <IconButton icon={ChevronDown} label={t('Later')} small off={at === -1} onClick={() => find.walk(1)} />
    </div>
  );
}
