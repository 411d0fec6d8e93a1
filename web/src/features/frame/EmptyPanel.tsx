import type { ReactNode } from 'react';
import { ArrowLeft, X } from 'lucide-react';

import { useWidth } from '../../shell/use-width.ts';
import { usePanel } from '../../shell/usePanel.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { t } from '../../words/words.ts';

/** The panel while what belongs into it loads, or cannot be shown. It can be closed either way. */
export function EmptyPanel({ children }: { children: ReactNode }) {
  const { close } = usePanel();
  const isPhone = useWidth() === 'phone';
  const Sheet = isPhone ? 'main' : 'aside';
  return (
    <Sheet className={isPhone ? 'sheet' : 'sheet panel'} aria-label={t('Panel')} data-region="panel">
      <header className="head">
        {isPhone && <IconButton icon={ArrowLeft} label={t('Back')} onClick={close} />}
        <span className="grow" />
        {!isPhone && <IconButton icon={X} label={t('Close')} keys="Escape" tipSide="bottom" onClick={close} />}
      </header>
      {children}
    </Sheet>
  );
}
