import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';

import { createChannel } from '@innermost/protocol/channels.ts';
import { limits } from '@innermost/protocol/limits.ts';

import { channelArrived } from '../../live/arrived.ts';
import { live, useLive } from '../../live/live.ts';
import { can } from '../../live/select.ts';
import { sentenceFor } from '../../shell/errors.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextField } from '../../ui/Field.tsx';
import { Choices } from '../../ui/Switch.tsx';
import { labelled, msg, t } from '../../words/words.ts';
import { addressFrom } from '../teams/team-name.ts';

const exampleName = 'ci-cd';
const kinds = [
  { value: 'O', label: msg('Open: anyone in the team can find and join it') },
  { value: 'P', label: msg('Private: only people who are added can see it') },
] as const;

export function NewChannel({ teamId, onClose }: { teamId: string; onClose: () => void }) {
  const [, navigate] = useLocation();
  const team = useLive((state) => state.teams[teamId]);
  const mayOpen = useLive((state) => can(state, 'create_public_channel', { team_id: teamId }));
  const mayPrivate = useLive((state) => can(state, 'create_private_channel', { team_id: teamId }));
  const allowed = labelled(kinds).filter(({ value }) => (value === 'O' ? mayOpen : mayPrivate));
  const [name, setName] = useState('');
  const [purpose, setPurpose] = useState('');
  const [type, setType] = useState<'O' | 'P'>(allowed[0]?.value ?? 'O');
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);

  const create = async (event: FormEvent) => {
    event.preventDefault();
    const display_name = name.trim();
    if (busy || !team) return;
    if (display_name === '') {
      setError(t('The channel needs a name.'));
      return;
    }
    setBusy(true);
    try {
      // A name without Latin letters still needs an address.
      const address = addressFrom(display_name) || `channel-${Date.now().toString(36)}`;
      const body = { team_id: teamId, name: address, display_name, purpose: purpose.trim(), type };
      const channel = await live.client.call(createChannel, { body });
      await channelArrived(channel.id);
      onClose();
      navigate(`/${team.name}/channels/${channel.name}`);
    } catch (failure) {
      setError(sentenceFor(failure));
      setBusy(false);
    }
  };

  return (
    <Dialog open title={t('New channel')} onClose={onClose}>
      <form className="dialog-body" onSubmit={(event) => void create(event)}>
        <TextField
          label={t('Name')}
          data-first
          placeholder={exampleName}
          maxLength={limits.channelDisplayNameCharacters}
          value={name}
          error={error}
          onChange={(event) => {
            setName(event.target.value);
            setError(undefined);
          }}
        />
        <TextField
          label={t('What it is for')}
          placeholder={t('Builds and deployments')}
          maxLength={limits.channelPurposeCharacters}
          value={purpose}
          onChange={(event) => setPurpose(event.target.value)}
        />
        <Choices label={t('Who can see it')} name="channel-type" value={type} options={allowed} onChange={setType} />
        <div className="row dialog-acts">
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <Button kind="primary" type="submit" busy={busy}>
            {t('Make channel')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
