import { useState } from 'react';
import { Plus } from 'lucide-react';

import { part } from '../../shell/part.tsx';
import { PartBoundary } from '../../shell/PartBoundary.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { isTouch } from '../../ui/is-touch.ts';
import { t } from '../../words/words.ts';
import { pick } from './pick.ts';

const AttachSheet = part(() => import('./AttachSheet.tsx').then((module) => module.AttachSheet));

/** Opens the system's picker; under a finger first the ways there are. */
export function AttachButton({ onPicked }: { onPicked: (files: File[]) => void }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <IconButton
        icon={Plus}
        label={t('Attach')}
        aria-expanded={isOpen || undefined}
        onClick={() => (isTouch() ? setOpen(true) : pick({}, onPicked))}
      />
      {isOpen && (
        <PartBoundary>
          <AttachSheet onPicked={onPicked} onClose={() => setOpen(false)} />
        </PartBoundary>
      )}
    </>
  );
}
