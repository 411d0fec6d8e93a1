import { useLocation } from 'wouter';

import { removeTeamMember } from '@innermost/protocol/teams.ts';

import { live, useLive } from '../../live/live.ts';
import { Confirm } from '../../ui/Dialog.tsx';
import { t } from '../../words/words.ts';

export function LeaveTeam({ teamId, onClose }: { teamId: string; onClose: () => void }) {
  const team = useLive((state) => state.teams[teamId]);
  const [, navigate] = useLocation();
  // Refused, the team is back, and the screen that is open by then says why.
  const leave = () => {
    onClose();
    navigate('/');
    const data = { team_id: teamId, user_id: live.store.getState().me_id };
    void live.acts.act({
      event: 'leave_team',
      data: () => data,
      send: () => live.client.call(removeTeamMember, { params: { team_id: teamId, user_id: 'me' } }),
      place: `leave-team:${teamId}`,
      failed: t('Team not left'),
    });
  };
  if (!team) return null;
  return (
    <Confirm
      open
      title={t('Leave {team}?', { team: team.display_name })}
      text={t('You leave all of its channels, and come back only by its invite link.')}
      verb={t('Leave team')}
      danger
      onConfirm={leave}
      onClose={onClose}
    />
  );
}
