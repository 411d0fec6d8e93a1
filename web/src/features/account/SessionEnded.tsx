import { useState } from 'react';
import { Pencil } from 'lucide-react';
import { useStore } from 'zustand';

import { live, useLiveShape } from '../../live/live.ts';
import { clockTime } from '../../shell/time.ts';
import { Button } from '../../ui/Button.tsx';
import { copyText } from '../../ui/copy.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { listOf } from '../../words/formats.ts';
import { Trans } from '../../words/Trans.tsx';
import { t } from '../../words/words.ts';

/** Over the page as it was: the session is over, what was written is kept, and signing in leads back here. */
export function SessionEnded({ at }: { at: number }) {
  const drafts = useStore(live.drafts.store);
  const attached = useStore(live.drafts.attached);
  const unsent = useLiveShape((state) => Object.values(state.outbox).map((one) => one.message));
  const [isCopied, setCopied] = useState(false);
  const written = [...unsent, ...Object.values(drafts)];
  const draftCount = Object.keys({ ...drafts, ...attached }).length;
  const kept = keptSentence(unsent.length, draftCount);
  const copy = async () => setCopied(await copyText(written.join('\n\n')));
  return (
    <Dialog
      open
      title={t('Your session has ended')}
      description={t(
        'It was ended from elsewhere, or it ran out, at {clock}. You stay where you are; nothing new is shown until you sign in.',
        { clock: clockTime(at) },
      )}
      acts={
        <>
          {kept && (
            <Button kind="quiet" onClick={() => void copy()}>
              {isCopied ? t('Copied') : t('Copy what I wrote')}
            </Button>
          )}
          <Button kind="primary" data-first onClick={() => live.toDoor()}>
            {t('Sign in')}
          </Button>
        </>
      }
    >
      {kept && (
        <div className="note">
          <Icon of={Pencil} />
          <span className="grow">
            <Trans
              text="{count, plural, one {<what/> waits} other {<what/> wait}} in this browser."
              values={{ count: unsent.length + draftCount }}
              parts={{ what: <b>{kept}</b> }}
            />
          </span>
        </div>
      )}
    </Dialog>
  );
}

/** "1 message and 2 drafts"; empty when nothing was written. */
function keptSentence(messages: number, drafts: number): string {
  return listOf([
    ...(messages > 0 ? [t('{messages, plural, one {# message} other {# messages}}', { messages })] : []),
    ...(drafts > 0 ? [t('{drafts, plural, one {# draft} other {# drafts}}', { drafts })] : []),
  ]);
}
