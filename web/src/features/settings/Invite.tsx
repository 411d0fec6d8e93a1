import { useState } from 'react';

import { regenerateInviteId, type Team } from '@innermost/protocol/teams.ts';

import { live, useLive } from '../../live/live.ts';
import { can } from '../../live/select.ts';
import { sentenceFor } from '../../shell/errors.ts';
import { Button } from '../../ui/Button.tsx';
import { Confirm } from '../../ui/Dialog.tsx';
import { t } from '../../words/words.ts';
import { InviteLink } from '../teams/InvitePeople.tsx';
import { SettingsSheet } from './SettingsSheet.tsx';

export function InvitePage({ team }: { team: Team }) {
  return (
    <SettingsSheet team={team}>
      <Invite team={team} />
    </SettingsSheet>
  );
}

function Invite({ team }: { team: Team }) {
  const mayRenew = useLive((state) => can(state, 'manage_team', { team_id: team.id }));
  const [isAsking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const ask = () => {
    setError(undefined);
    setAsking(true);
  };
  const renew = async () => {
    setBusy(true);
    try {
      const renewed = await live.client.call(regenerateInviteId, { params: { team_id: team.id } });
      live.apply('update_team', { team: renewed });
      setAsking(false);
    } catch (failure) {
      setError(sentenceFor(failure));
    }
    setBusy(false);
  };
  return (
    <>
      <h1>{t('Invite people to {team}', { team: team.display_name })}</h1>
      <p className="sub">
        {t('Anyone with this link can make an account here and join the team. Give it only to people you want in.')}
      </p>
      <section className="set settings-form">
        <InviteLink inviteId={team.invite_id} />
        {mayRenew && (
          <div>
            <Button onClick={ask}>{t('Make a new link')}</Button>
          </div>
        )}
      </section>
      <Confirm
        open={isAsking}
        title={t('Make a new link?')}
        text={error ?? t('The current one stops working for everyone who has not used it yet.')}
        verb={t('Make a new link')}
        busy={busy}
        onConfirm={() => void renew()}
        onClose={() => setAsking(false)}
      />
    </>
  );
}
