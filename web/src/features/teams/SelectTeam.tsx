import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { useQuery } from '@tanstack/react-query';

import { listTeams, type Team } from '@innermost/protocol/teams.ts';

import { live, useLive, useLiveShape } from '../../live/live.ts';
import { can, teamsInOrder } from '../../live/select.ts';
import { Queries } from '../../queries/Queries.tsx';
import { sentenceFor } from '../../shell/errors.ts';
import { Button } from '../../ui/Button.tsx';
import { t } from '../../words/words.ts';
import { Door } from '../account/Door.tsx';
import { joinOpenTeam } from './NoTeam.tsx';

/** `/select_team`: my teams, and those that anybody here may join. */
export function SelectTeam() {
  return (
    <Queries>
      <Teams />
    </Queries>
  );
}

function Teams() {
  const [, navigate] = useLocation();
  const mine = useLiveShape(teamsInOrder);
  const mayCreate = useLive((state) => can(state, 'create_team'));
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['open-teams'],
    queryFn: ({ signal }) => live.client.call(listTeams, { query: { per_page: '200' }, signal }),
  });
  const [refusal, setRefusal] = useState<string>();
  const [joining, setJoining] = useState<string>();
  const listed = Array.isArray(data) ? data : [];
  const open = listed.filter((team) => team.allow_open_invite && !mine.some((one) => one.id === team.id));
  const join = async (team: Team) => {
    setJoining(team.id);
    setRefusal(undefined);
    try {
      await joinOpenTeam(team);
      navigate(`/${team.name}`);
    } catch (failure) {
      setRefusal(sentenceFor(failure));
      setJoining(undefined);
    }
  };
  const isNothing = mine.length === 0 && open.length === 0 && !isPending && !error;
  return (
    <Door
      title={t('Choose a team')}
      text={
        isNothing
          ? t('You are in no team yet. Teams are joined by a link: ask somebody in the team for it.')
          : undefined
      }
      error={refusal ?? (error ? sentenceFor(error) : undefined)}
      note={mayCreate ? <Link href="/create_team">{t('Make another team')}</Link> : undefined}
    >
      {mine.map((team) => (
        <Button key={team.id} door onClick={() => navigate(`/${team.name}`)}>
          {team.display_name}
        </Button>
      ))}
      {open.map((team) => (
        <Button key={team.id} door kind="quiet" busy={joining === team.id} onClick={() => void join(team)}>
          {t('Join {team}', { team: team.display_name })}
        </Button>
      ))}
      {error && (
        <Button door kind="quiet" onClick={() => void refetch()}>
          {t('Try again')}
        </Button>
      )}
      {isNothing && (
        <Button door onClick={() => void live.signOut()}>
          {t('Sign out')}
        </Button>
      )}
    </Door>
  );
}
