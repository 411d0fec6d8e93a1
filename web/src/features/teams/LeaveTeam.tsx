import { useState } from 'react';
import { useLocation } from 'wouter';

import { removeTeamMember } from '@innermost/protocol/teams.ts';

import { live, useLive } from '../../live/live.ts';
import { sentenceFor } from '../../shell/errors.ts';
import { Confirm } from '../../ui/Dialog.tsx';
import { t } from '../../words/words.ts';

export function LeaveTeam({ teamId, onClose }: { teamId: string; onClose: () => void }) {
  const team = useLive((state) => state.teams[teamId]);
  const [, navigate] = useLocation();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const leave = async () => {
    setBusy(true);
    try {
      await live.client.call(removeTeamMember, { params: { team_id: teamId, user_id: 'me' } });
      const data = { team_id: teamId, user_id: live.store.getState().me_id };
      onClose();
      navigate('/');
      live.apply('leave_team', data);
    } catch (failure) {
      setError(sentenceFor(failure));
      setBusy(false);
    }
  };
  if (!team) return null;
  return (
    <Confirm
      open
      title={t('Leave {team}?', { team: team.display_name })}
      text={error ?? t('You leave all of its channels, and come back only by its invite link.')}
      verb={t('Leave team')}
      danger
      busy={busy}
      onConfirm={() => void leave()}
      onClose={onClose}
    />
  );
}
