import type { ReactNode } from 'react';

import { isTouch } from '../../ui/is-touch.ts';
import { Keys } from '../../ui/Keys.tsx';
import { Trans } from '../../words/Trans.tsx';
import { t } from '../../words/words.ts';
import { TypingLine } from './TypingLine.tsx';

export interface UnderProps {
  /** Channel or thread. */
  place: string;
  isAsking: boolean;
  inFence: boolean;
  /** What there is to say of files; it comes before who is typing. */
  files: ReactNode;
  /** Characters beyond the limit. */
  tooMany: number;
}

/** The line under the composer: who is typing, and what happens to the draft. */
export function Under({ place, isAsking, inFence, files, tooMany }: UnderProps) {
  return (
    <div className="under">
      {isAsking ? <span>{t('Nothing has been sent.')}</span> : files || <TypingLine key={place} place={place} />}
      {inFence && !isTouch() && tooMany <= 0 && (
        <span className="hint">
          <Trans text="<keys/> sends" parts={{ keys: <Keys of="mod+Enter" /> }} />
        </span>
      )}
      {tooMany > 0 && (
        <span className="hint bad" role="alert">
          {t('{count} characters too many', { count: tooMany })}
        </span>
      )}
    </div>
  );
}
