import { type FormEvent, useState } from 'react';

import { limits } from '@innermost/protocol/limits.ts';
import { getTeam, patchTeam, removeTeamIcon, setTeamIcon } from '@innermost/protocol/teams.ts';

import { live, useLive } from '../../live/live.ts';
import { sentenceFor } from '../../shell/errors.ts';
import { PictureField } from '../../shell/picture/PictureField.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextField } from '../../ui/Field.tsx';
import { hueOf } from '../../ui/initials.ts';
import { t } from '../../words/words.ts';
import { TeamMark } from './TeamMark.tsx';
import './team-settings.css';

/** What the team is called, and its picture in the team bar. */
export function TeamSettings({ teamId, onClose }: { teamId: string; onClose: () => void }) {
  const team = useLive((state) => state.teams[teamId]);
  const [name, setName] = useState(team?.display_name ?? '');
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  if (!team) return null;
  const params = { team_id: team.id };
  const refresh = async () => live.apply('update_team', { team: await live.client.call(getTeam, { params }) });
  const upload = async (content: Blob) => {
    const files = [{ field: 'image', name: 'icon.png', content }];
    await live.client.upload(setTeamIcon, { params, body: { fields: {}, files } });
    await refresh();
  };
  const remove = async () => {
    await live.client.call(removeTeamIcon, { params });
    await refresh();
  };
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    if (name.trim() === '') return setError(t('Give the team a name.'));
    setBusy(true);
    setError(undefined);
    try {
      live.apply('update_team', {
        team: await live.client.call(patchTeam, { params, body: { display_name: name.trim() } }),
      });
      onClose();
    } catch (failure) {
      setError(sentenceFor(failure));
      setBusy(false);
    }
  };
  const tile = (
    <span className="tile team-tile" style={{ '--h': hueOf(team.id) } as Record<string, number>}>
      <TeamMark team={team} />
    </span>
  );
  return (
    <Dialog open onClose={onClose} title={t('Team settings')}>
      <PictureField
        label={t('Picture of the team')}
        shape="tile"
        now={tile}
        help={t('JPEG, PNG or WebP. Without one it has its first letters.')}
        isChosen={Boolean(team.last_team_icon_update)}
        upload={upload}
        remove={remove}
      />
      <form className="team-settings" onSubmit={(event) => void save(event)} noValidate>
        <TextField
          label={t('Team name')}
          value={name}
          maxLength={limits.teamNameCharacters}
          error={error}
          data-first
          onChange={(event) => setName(event.target.value)}
        />
        <div className="row dialog-acts">
          <span className="grow" />
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <Button kind="primary" type="submit" busy={busy}>
            {t('Save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
