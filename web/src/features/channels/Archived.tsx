import { useState } from 'react';

import { restoreChannel, type Channel } from '@innermost/protocol/channels.ts';

import { live, useLive } from '../../live/live.ts';
import { can } from '../../live/select.ts';
import { want } from '../../live/state.ts';
import { sentenceFor } from '../../shell/errors.ts';
import { Button } from '../../ui/Button.tsx';
import { t } from '../../words/words.ts';

/** In place of the composer: what is archived is read, and brought back by who may. */
export function Archived({ channel }: { channel: Channel }) {
  const mayRestore = useLive((state) => can(state, 'manage_team', { team_id: channel.team_id }));
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const bringBack = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await unarchive(channel.id);
    } catch (failure) {
      setError(sentenceFor(failure));
      setBusy(false);
    }
  };
  return (
    <div className="read-only">
      <p className="grow" role={error ? 'alert' : undefined}>
        {error ?? t('This channel is archived. It can be read, not written to.')}
      </p>
      {mayRestore && (
        <Button small busy={busy} onClick={() => void bringBack()}>
          {t('Unarchive channel')}
        </Button>
      )}
    </div>
  );
}

/** Rejects as `Client.call` does. */
async function unarchive(channel_id: string): Promise<void> {
  const channel = await live.client.call(restoreChannel, { params: { channel_id } });
  live.store.change((state) =>
    want({ ...state, channels: { ...state.channels, [channel.id]: channel } }, `channel:${channel.id}`),
  );
}
