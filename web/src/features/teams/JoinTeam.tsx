import { useCallback, useEffect, useState } from 'react';
import { Redirect, useLocation, useSearch } from 'wouter';

import { ApiError } from '@innermost/client/errors.ts';
import { joinTeamByInvite, type TeamInviteInfo } from '@innermost/protocol/teams.ts';

import { live, useLive, usePhase } from '../../live/live.ts';
import { want } from '../../live/state.ts';
import { Queries } from '../../queries/Queries.tsx';
import { useInvite } from '../../queries/use-invite.ts';
import { sentenceFor } from '../../shell/errors.ts';
import { Button } from '../../ui/Button.tsx';
import { t } from '../../words/words.ts';
import { Door } from '../account/Door.tsx';
import { SignIn } from '../account/SignIn.tsx';
import { SignUp } from '../account/SignUp.tsx';
import { teamArrived } from './CreateTeam.tsx';
import { hasIntent, noteIntent } from './intent.ts';

/** `/signup_user_complete/?id=<invite id>`: for those without an account, and for those who have one. */
export function JoinTeam() {
  const inviteId = new URLSearchParams(useSearch()).get('id');
  const isFirst = useLive(({ config }) => config['NoAccounts'] === 'true');
  const isIn = usePhase().name === 'in';
  if (isFirst) return <FirstAccount />;
  if (!inviteId && isIn) return <Redirect to="/" replace />;
  if (!inviteId)
    return (
      <SignUp title={t('Make an account')} text={t('On {host}', { host: location.host })} verb={t('Make account')} />
    );
  return (
    <Queries>
      <Invited inviteId={inviteId} />
    </Queries>
  );
}

export function FirstAccount() {
  return (
    <SignUp
      step={t('Step 1 of 2')}
      title={t('Make the first account')}
      text={t('You will be the administrator of this server. Nobody else can sign up until you let them.')}
      verb={t('Make account and continue')}
      note={t('Next: name your team.')}
    />
  );
}

function Invited({ inviteId }: { inviteId: string }) {
  const { data: team, error, refetch } = useInvite(inviteId);
  const isIn = usePhase().name === 'in';
  const [hasAccount, setHasAccount] = useState(false);
  useEffect(() => {
    if (!isIn) noteIntent(inviteId);
  }, [isIn, inviteId]);
  if (error) return <NoInvite error={error} onRetry={() => void refetch()} />;
  if (!team) return <div className="door" aria-busy="true" />;
  if (isIn) return <JoinSignedIn team={team} inviteId={inviteId} />;
  if (hasAccount) return <SignIn />;
  return (
    <SignUp
      title={t('Join {team}', { team: team.display_name })}
      text={team.description || t('You were invited. Make an account, and you are in.')}
      verb={t('Make account and join')}
      inviteId={inviteId}
      note={
        <>
          {t('Have an account here already?')}{' '}
          <Button kind="quiet" small onClick={() => setHasAccount(true)}>
            {t('Sign in')}
          </Button>
        </>
      }
    />
  );
}

function NoInvite({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const [, navigate] = useLocation();
  const isIn = usePhase().name === 'in';
  if (!(error instanceof ApiError) || error.status >= 500) {
    return (
      <Door title={t('Could not open the invitation')} text={sentenceFor(error)}>
        <Button door kind="primary" onClick={onRetry}>
          {t('Try again')}
        </Button>
      </Door>
    );
  }
  return (
    <Door title={t('This link does not work')} text={t('It may have been replaced by a new one. Ask for it again.')}>
      <Button door onClick={() => navigate('/')}>
        {isIn ? t('Back to your team') : t('Sign in')}
      </Button>
    </Door>
  );
}

/** Members are taken to their team; who came to join by signing up or in joins without being asked again. */
function JoinSignedIn({ team, inviteId }: { team: TeamInviteInfo; inviteId: string }) {
  const [error, setError] = useState<string>();
  const [wasAsked] = useState(() => hasIntent(inviteId));
  const [busy, setBusy] = useState(wasAsked);
  const [, navigate] = useLocation();
  const isMember = useLive((state) => team.id in state.teams);

  const join = useCallback(() => {
    joinTeam(inviteId).catch((failure: unknown) => {
      setError(sentenceFor(failure));
      setBusy(false);
    });
  }, [inviteId]);
  useEffect(() => {
    if (isMember) navigate(`/${team.name}/channels/town-square`, { replace: true });
  }, [isMember, team.name, navigate]);
  useEffect(() => {
    if (wasAsked) join();
  }, [wasAsked, join]);

  return (
    <Door
      title={t('Join {team}', { team: team.display_name })}
      text={team.description || undefined}
      error={error}
      onSubmit={() => {
        setBusy(true);
        setError(undefined);
        join();
      }}
    >
      <Button door kind="primary" type="submit" busy={busy || isMember}>
        {t('Join team')}
      </Button>
    </Door>
  );
}

/** Resolves when the team is in the store. */
async function joinTeam(inviteId: string): Promise<void> {
  const member = await live.client.call(joinTeamByInvite, { query: { invite_id: inviteId } });
  live.store.change((state) => want(state, `team:${member.team_id}`));
  await teamArrived(member.team_id);
}
