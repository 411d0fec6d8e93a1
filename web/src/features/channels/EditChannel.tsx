import { type FormEvent, useState } from 'react';

import { patchChannel } from '@innermost/protocol/channels.ts';
import { limits } from '@innermost/protocol/limits.ts';

import { live, useLive } from '../../live/live.ts';
import { sentenceFor } from '../../shell/errors.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextArea, TextField } from '../../ui/Field.tsx';
import { t } from '../../words/words.ts';

export function EditChannel({ channelId, onClose }: { channelId: string; onClose: () => void }) {
  const channel = useLive((state) => state.channels[channelId]);
  const [name, setName] = useState(channel?.display_name ?? '');
  const [header, setHeader] = useState(channel?.header ?? '');
  const [purpose, setPurpose] = useState(channel?.purpose ?? '');
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  if (!channel) return null;

  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    try {
      const body = {
        display_name: name.trim() || channel.display_name,
        header: header.trim(),
        purpose: purpose.trim(),
      };
      const changed = await live.client.call(patchChannel, { params: { channel_id: channelId }, body });
      live.apply('channel_updated', { channel: changed }, { channel_id: channelId });
      onClose();
    } catch (failure) {
      setError(sentenceFor(failure));
      setBusy(false);
    }
  };
  return (
    <Dialog open title={t('Edit #{channel}', { channel: channel.display_name })} onClose={onClose}>
      <form className="dialog-body" onSubmit={(event) => void save(event)}>
        <TextField
          label={t('Name')}
          maxLength={limits.channelDisplayNameCharacters}
          value={name}
          error={error}
          onChange={(event) => setName(event.target.value)}
        />
        <TextField
          label={t('Topic')}
          help={t('Stands beside the name: what is going on now.')}
          data-first
          maxLength={limits.channelHeaderCharacters}
          value={header}
          onChange={(event) => setHeader(event.target.value)}
        />
        <TextArea
          label={t('What it is for')}
          maxLength={limits.channelPurposeCharacters}
          value={purpose}
          onChange={(event) => setPurpose(event.target.value)}
        />
        <div className="row dialog-acts">
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <Button kind="primary" type="submit" busy={busy}>
            {t('Save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
