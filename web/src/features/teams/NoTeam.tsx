import { useCallback, useState } from 'react';
import { useLocation } from 'wouter';

import { ApiError } from '@innermost/client/errors.ts';
import { addTeamMember, getTeamByName, type Team } from '@innermost/protocol/teams.ts';

import { live, useLive } from '../../live/live.ts';
import { want } from '../../live/state.ts';
import { useAsked } from '../../queries/use-asked.ts';
import { sentenceFor } from '../../shell/errors.ts';
import { Button } from '../../ui/Button.tsx';
import { t } from '../../words/words.ts';
import { Door } from '../account/Door.tsx';
import { teamArrived } from './CreateTeam.tsx';

/** An address in a team that I am not in: one that I may join, or nothing. Joining shows what was asked for. */
export function NoTeam({ name }: { name: string }) {
  const [, navigate] = useLocation();
  const ask = useCallback(
    (signal: AbortSignal) => live.client.call(getTeamByName, { params: { team_name: name }, signal }),
    [name],
  );
  const { value: team, error, retry } = useAsked(ask);
  const hasTeams = useLive((state) => Object.keys(state.teams).length > 0);
  const [refusal, setRefusal] = useState<string>();
  const [busy, setBusy] = useState(false);
  const back = (
    <Button door onClick={() => navigate('/')}>
      {hasTeams ? t('Back to your team') : t('See what there is')}
    </Button>
  );
  const isMissing = error instanceof ApiError && [400, 403, 404].includes(error.status);
  if (error !== undefined && !isMissing) {
    return (
      <Door title={t('Could not open it')} text={sentenceFor(error)}>
        <Button door kind="primary" onClick={retry}>
          {t('Try again')}
        </Button>
        {back}
      </Door>
    );
  }
  if (!team && error === undefined) return <div className="door" aria-busy="true" />;
  if (!team?.allow_open_invite) {
    return (
      <Door
        title={t('Nothing here')}
        text={t('There is no team at /{name}, or you are not in it. Teams are joined by their invite link.', { name })}
      >
        {back}
      </Door>
    );
  }
  const join = async () => {
    setBusy(true);
    setRefusal(undefined);
    try {
      await joinOpenTeam(team);
    } catch (failure) {
      setRefusal(sentenceFor(failure));
      setBusy(false);
    }
  };
  return (
    <Door
      title={t('You are not in {team}', { team: team.display_name })}
      text={team.description || t('Everyone on this server may join it.')}
      error={refusal}
      onSubmit={() => void join()}
    >
      <Button door kind="primary" type="submit" busy={busy}>
        {t('Join team')}
      </Button>
      {back}
    </Door>
  );
}

/** Resolves when the team is in the store. Rejects as `Client.call` does. */
export async function joinOpenTeam({ id: team_id }: Pick<Team, 'id'>): Promise<void> {
  const user_id = live.store.getState().me_id;
  await live.client.call(addTeamMember, { params: { team_id }, body: { team_id, user_id } });
  live.store.change((state) => want(state, `team:${team_id}`));
  await teamArrived(team_id);
}
