import { type FormEvent, useState } from 'react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { ApiError } from '@innermost/client/errors.ts';
import type { Team } from '@innermost/protocol/teams.ts';
import { changePassword, getSessions, revokeSession, type SessionInfo } from '@innermost/protocol/users.ts';

import { live, useLive } from '../../live/live.ts';
import { sentenceFor } from '../../shell/errors.ts';
import { Saved } from '../../shell/SettingFields.tsx';
import { ago } from '../../shell/time.ts';
import { useNow } from '../../shell/useNow.ts';
import { Button } from '../../ui/Button.tsx';
import { PasswordField } from '../../ui/Field.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { t } from '../../words/words.ts';
import { SettingsSheet } from './SettingsSheet.tsx';

export function SecurityPage({ team }: { team: Team }) {
  return (
    <SettingsSheet team={team}>
      <Security />
    </SettingsSheet>
  );
}

function Security() {
  return (
    <>
      <h1>{t('Security')}</h1>
      <p className="sub">{t('Your password, and where you are signed in.')}</p>
      <Password />
      <Sessions />
    </>
  );
}

function Password() {
  const minimum = useLive(({ config }) => Number(config['PasswordMinimumLength']) || 8);
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [error, setError] = useState<{ field: 'current' | 'next'; text: string }>();
  const [state, setState] = useState<'idle' | 'busy' | 'saved'>('idle');
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setError(undefined);
    if (next.length < minimum) {
      setError({ field: 'next', text: t('Use at least {count} characters.', { count: minimum }) });
      return;
    }
    setState('busy');
    try {
      const body = { current_password: current, new_password: next };
      await live.client.call(changePassword, { params: { user_id: 'me' }, body });
      setCurrent('');
      setNext('');
      setState('saved');
    } catch (failure) {
      setError({ field: isAboutNew(failure) ? 'next' : 'current', text: sentenceFor(failure) });
      setState('idle');
    }
  };
  return (
    <form className="set settings-form" onSubmit={(event) => void save(event)}>
      <h2>{t('Password')}</h2>
      <PasswordField
        label={t('Current password')}
        autoComplete="current-password"
        value={current}
        error={error?.field === 'current' ? error.text : undefined}
        onChange={(event) => setCurrent(event.target.value)}
      />
      <PasswordField
        label={t('New password')}
        autoComplete="new-password"
        value={next}
        error={error?.field === 'next' ? error.text : undefined}
        help={t('At least {count} characters.', { count: minimum })}
        onChange={(event) => setNext(event.target.value)}
      />
      <Saved state={state} verb={t('Change password')} />
    </form>
  );
}

/** Too short, too long, or too plain. */
function isAboutNew(failure: unknown): boolean {
  return failure instanceof ApiError && failure.id.startsWith('model.user.is_valid.pwd');
}

function Sessions() {
  const now = useNow();
  const queries = useQueryClient();
  const { data, error, isPending } = useQuery({
    queryKey: ['sessions'],
    queryFn: ({ signal }) => live.client.call(getSessions, { params: { user_id: 'me' }, signal }),
  });
  const end = useMutation({
    mutationFn: (session_id: string) =>
      live.client.call(revokeSession, { params: { user_id: 'me' }, body: { session_id } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['sessions'] }),
  });
  return (
    <section className="set">
      <h2>{t('Where you are signed in')}</h2>
      {(error ?? end.error) && (
        <p className="help bad" role="alert">
          {sentenceFor(error ?? end.error)}
        </p>
      )}
      {isPending && (
        <div className="srow" aria-busy="true">
          <Skeleton width={180} />
        </div>
      )}
      {data?.map((session) => (
        <div key={session.id} className="srow">
          <span className="lb">
            {deviceOf(session)}
            <small>
              {session.is_current ? t('Active now') : t('Active {ago}', { ago: ago(session.last_activity_at, now) })}
            </small>
          </span>
          {session.is_current ? (
            <Tag agent>{t('This device')}</Tag>
          ) : (
            <Button small busy={end.isPending && end.variables === session.id} onClick={() => end.mutate(session.id)}>
              {t('Sign out')}
            </Button>
          )}
        </div>
      ))}
    </section>
  );
}

function deviceOf({ props, device_id }: SessionInfo): string {
  // Wire: "Chrome/153.0.8010.0"; the first part of the version is enough.
  const browser = props['browser']?.replace(/\/(\d+).*$/, ' $1');
  if (browser === undefined || browser === 'unknown') return device_id ? t('A phone') : t('A program');
  const system = props['os'];
  return browser && system ? t('{browser} on {system}', { browser, system }) : browser || (system ?? '');
}
