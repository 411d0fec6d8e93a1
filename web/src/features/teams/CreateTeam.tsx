import { useState } from 'react';
import { Link, useLocation } from 'wouter';

import { createTeam } from '@innermost/protocol/teams.ts';

import { live, useLive } from '../../live/live.ts';
import { can } from '../../live/select.ts';
import { want } from '../../live/state.ts';
import { sentenceFor } from '../../shell/errors.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
import { t } from '../../words/words.ts';
import { Door } from '../account/Door.tsx';
import { complaintOfTeamAddress, teamAddressFrom } from './team-name.ts';

const exampleName = 'Oakhaven';

/** Names a team and opens it. The first thing after the first account, and the plus in the team bar. */
export function CreateTeam() {
  const [name, setName] = useState('');
  const [address, setAddress] = useState<string>();
  const [complaint, setComplaint] = useState<string>();
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [, navigate] = useLocation();
  const isFirst = useLive((state) => Object.keys(state.teams).length === 0);
  const isNewServer = useLive(
    (state) => isFirst && (state.users[state.me_id]?.roles.includes('system_admin') ?? false),
  );
  const [openedAt] = useState(Date.now);
  const mayCreate = useLive((state) => can(state, 'create_team'));
  const shown = address ?? teamAddressFrom(name, openedAt);

  const create = async () => {
    const complaintNow = name.trim() === '' ? undefined : complaintOfTeamAddress(shown);
    setComplaint(complaintNow);
    setError(name.trim() === '' ? t('The team needs a name.') : undefined);
    if (busy || complaintNow || name.trim() === '') return;
    setBusy(true);
    try {
      const body = { name: shown, display_name: name.trim(), type: 'O' as const };
      const team = await live.client.call(createTeam, { body });
      live.store.change((state) => want(state, `team:${team.id}`));
      await teamArrived(team.id);
      navigate(`/${team.name}/channels/town-square`);
    } catch (failure) {
      setError(sentenceFor(failure));
      setBusy(false);
    }
  };

  if (!mayCreate) return <NoTeamYet hasTeams={!isFirst} />;
  return (
    <Door
      {...(isNewServer && { step: t('Step 2 of 2') })}
      title={isFirst ? t('Name your team') : t('Make another team')}
      text={t('A team has its own channels, and people join it by a link.')}
      error={error}
      onSubmit={() => void create()}
      note={isFirst ? <SignOut wasInvited={!isNewServer} /> : <Link href="/">{t('Back to your team')}</Link>}
    >
      <TextField
        label={t('Team name')}
        placeholder={exampleName}
        autoComplete="organization"
        data-first
        maxLength={64}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <TextField
        label={t('Address')}
        spellCheck={false}
        autoCapitalize="off"
        value={shown}
        error={complaint}
        help={`${location.host}/${shown || '…'}`}
        onChange={(event) => {
          setAddress(event.target.value === '' ? undefined : event.target.value.toLowerCase());
          setComplaint(undefined);
        }}
      />
      <Button door kind="primary" type="submit" busy={busy}>
        {t('Make team')}
      </Button>
    </Door>
  );
}

/** Resolves when a team just made or joined is in the store, with its sidebar; after 10 s it stops waiting. */
export function teamArrived(teamId: string): Promise<void> {
  return new Promise((resolve) => {
    const isHere = () => live.store.getState().categoryOrder[teamId] !== undefined;
    const done = () => {
      clearTimeout(timer);
      stop();
      resolve();
    };
    const timer = setTimeout(done, 10_000);
    const stop = live.store.subscribe(() => isHere() && done());
    if (isHere()) done();
  });
}

/** Nobody can have invited the first administrator of a new server. */
function SignOut({ wasInvited }: { wasInvited: boolean }) {
  return (
    <>
      {wasInvited ? t('Were you invited? Open the link you were given. Or') : t('Not now?')}{' '}
      <Button kind="quiet" small onClick={() => void live.signOut()}>
        {wasInvited ? t('sign out') : t('Sign out')}
      </Button>
    </>
  );
}

/** Somebody in no team, who may not make one. */
function NoTeamYet({ hasTeams }: { hasTeams: boolean }) {
  return (
    <Door
      title={hasTeams ? t('You cannot make a team here') : t('You are in no team yet')}
      text={
        hasTeams
          ? t('Only people whom this server lets may make teams.')
          : t('Teams are joined by a link: ask somebody in the team for it, and open it here.')
      }
      note={hasTeams ? <Link href="/">{t('Back to your team')}</Link> : undefined}
    >
      {!hasTeams && (
        <Button door onClick={() => void live.signOut()}>
          {t('Sign out')}
        </Button>
      )}
    </Door>
  );
}
