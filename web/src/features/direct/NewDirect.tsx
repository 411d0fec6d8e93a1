import { useState } from 'react';
import { useLocation } from 'wouter';

import { limits } from '@innermost/protocol/limits.ts';

import { useLive } from '../../live/live.ts';
import { teamByName } from '../../live/select.ts';
import { openConversation } from '../../people/conversation.ts';
import { PeoplePicker } from '../../people/PeoplePicker.tsx';
import { Queries } from '../../queries/Queries.tsx';
import { sentenceFor } from '../../shell/errors.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { t } from '../../words/words.ts';

/** I am the eighth of a group. */
const mostOthers = limits.groupChannelMembers.max - 1;

export function NewDirect({ teamName, onClose }: { teamName: string; onClose: () => void }) {
  const [, navigate] = useLocation();
  const teamId = useLive((state) => teamByName(state, teamName)?.id ?? '');
  const meId = useLive((state) => state.me_id);
  const [chosen, setChosen] = useState<string[]>([]);
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);

  const open = async () => {
    if (busy || chosen.length === 0) return;
    setBusy(true);
    try {
      const path = await openConversation(chosen, teamName);
      onClose();
      if (path) navigate(path);
    } catch (failure) {
      setError(sentenceFor(failure));
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      title={t('New message')}
      description={error ?? t('One person, or up to seven: a conversation that nobody else can read.')}
      onClose={onClose}
      acts={
        <>
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <Button kind="primary" off={chosen.length === 0} busy={busy} onClick={() => void open()}>
            {t('Open conversation')}
          </Button>
        </>
      }
    >
      <Queries>
        <PeoplePicker
          label={t('Name or username')}
          scope={{ teamId }}
          chosen={chosen}
          onChange={setChosen}
          most={mostOthers}
          without={[meId]}
          onEnter={() => void open()}
        />
      </Queries>
    </Dialog>
  );
}
