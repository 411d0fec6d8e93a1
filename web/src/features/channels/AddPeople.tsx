import { useState } from 'react';

import { addChannelMember } from '@innermost/protocol/channels.ts';

import { live, useLive } from '../../live/live.ts';
import { want } from '../../live/state.ts';
import { PeoplePicker } from '../../people/PeoplePicker.tsx';
import { Queries } from '../../queries/Queries.tsx';
import { sentenceFor } from '../../shell/errors.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { t } from '../../words/words.ts';

export function AddPeople({ channelId, onClose }: { channelId: string; onClose: () => void }) {
  const channel = useLive((state) => state.channels[channelId]);
  const [chosen, setChosen] = useState<string[]>([]);
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  if (!channel) return null;

  const add = async () => {
    if (busy || chosen.length === 0) return;
    setBusy(true);
    try {
      await live.client.call(addChannelMember, { params: { channel_id: channelId }, body: { user_ids: chosen } });
      live.store.change((state) => want(state, `stats:${channelId}`));
      onClose();
    } catch (failure) {
      setError(sentenceFor(failure));
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      title={t('Add people to #{channel}', { channel: channel.display_name })}
      description={error}
      onClose={onClose}
      acts={
        <>
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <Button kind="primary" off={chosen.length === 0} busy={busy} onClick={() => void add()}>
            {chosen.length > 1 ? t('Add {count} people', { count: chosen.length }) : t('Add')}
          </Button>
        </>
      }
    >
      <Queries>
        <PeoplePicker
          label={t('Name or username')}
          scope={{ teamId: channel.team_id, onlyTeam: true, notInChannelId: channelId }}
          chosen={chosen}
          onChange={setChosen}
          onEnter={() => void add()}
        />
      </Queries>
    </Dialog>
  );
}
