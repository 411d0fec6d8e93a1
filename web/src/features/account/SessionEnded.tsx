import { useState } from 'react';
import { Pencil } from 'lucide-react';
import { useStore } from 'zustand';

import { live, useLiveShape } from '../../live/live.ts';
import { clockTime } from '../../shell/time.ts';
import { Button } from '../../ui/Button.tsx';
import { copyText } from '../../ui/copy.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Icon } from '../../ui/Icon.tsx';

/** Over the page as it was: the session is over, what was written is kept, and signing in leads back here. */
export function SessionEnded({ at }: { at: number }) {
  const drafts = useStore(live.drafts.store);
  const unsent = useLiveShape((state) => Object.values(state.outbox).map((one) => one.message));
  const [isCopied, setCopied] = useState(false);
  const written = [...unsent, ...Object.values(drafts)];
  const kept = keptSentence(unsent.length, Object.keys(drafts).length);
  const copy = async () => setCopied(await copyText(written.join('\n\n')));
  return (
    <Dialog
      open
      title="Your session has ended"
      description={`It was ended from elsewhere, or it ran out, at ${clockTime(at)}. You stay where you are; nothing new is shown until you sign in.`}
      acts={
        <>
          {kept && (
            <Button kind="quiet" onClick={() => void copy()}>
              {isCopied ? 'Copied' : 'Copy what I wrote'}
            </Button>
          )}
          <Button kind="primary" data-first onClick={() => live.toDoor()}>
            Sign in
          </Button>
        </>
      }
    >
      {kept && (
        <div className="note">
          <Icon of={Pencil} />
          <span className="grow">
            <b>{kept}</b> {written.length === 1 ? 'waits' : 'wait'} in this browser.
          </span>
        </div>
      )}
    </Dialog>
  );
}

/** "1 message and 2 drafts"; empty when nothing was written. */
function keptSentence(messages: number, drafts: number): string {
  const parts = [counted(messages, 'message'), counted(drafts, 'draft')].filter((part) => part !== '');
  return parts.join(' and ');
}

function counted(count: number, what: string): string {
  return count === 0 ? '' : `${count} ${what}${count === 1 ? '' : 's'}`;
}
