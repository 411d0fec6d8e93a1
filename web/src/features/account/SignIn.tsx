import { useState } from 'react';
import { Link } from 'wouter';

import { live, useLive, usePhase } from '../../live/live.ts';
import { sentenceFor } from '../../shell/errors.ts';
import { Button } from '../../ui/Button.tsx';
import { PasswordField, TextField } from '../../ui/Field.tsx';
import { t } from '../../words/words.ts';
import { Brand } from './Brand.tsx';
import { Door } from './Door.tsx';

export function SignIn() {
  const { at, login_id } = usePhase();
  const [loginId, setLoginId] = useState(login_id ?? '');
  const [password, setPassword] = useState('');
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const isOpen = useLive(
    ({ config }) => config['EnableUserCreation'] === 'true' && config['EnableOpenServer'] === 'true',
  );
  const site = useLive(({ config }) => config['SiteName'] || 'Innermost');

  const signIn = async () => {
    if (busy) return;
    if (loginId.trim() === '' || password === '') {
      setError(t('Enter your email or username, and your password.'));
      return;
    }
    setBusy(true);
    setError(undefined);
    try {
      await live.signIn(loginId.trim(), password);
    } catch (failure) {
      setError(sentenceFor(failure));
      setBusy(false);
    }
  };

  return (
    <Door
      title={at === undefined ? t('Welcome back') : t('Your session has ended')}
      text={
        at === undefined
          ? t('Sign in to {site}', { site: site === 'Innermost' || site === 'Mattermost' ? location.host : site })
          : t('Sign in, and you are where you were. What you have written is kept.')
      }
      error={error}
      onSubmit={() => void signIn()}
      art={<Brand />}
      note={
        isOpen ? (
          <>
            {t('No account yet?')} <Link href="/signup_user_complete">{t('Make one')}</Link>
          </>
        ) : (
          t('This server is closed: an account comes with a link that invites you to a team.')
        )
      }
    >
      <TextField
        label={t('Email or username')}
        name="login_id"
        autoComplete="username"
        autoCapitalize="off"
        spellCheck={false}
        data-first={login_id ? undefined : true}
        value={loginId}
        onChange={(event) => setLoginId(event.target.value)}
      />
      <PasswordField
        label={t('Password')}
        name="password"
        autoComplete="current-password"
        data-first={login_id ? true : undefined}
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      <Button door kind="primary" type="submit" busy={busy}>
        {t('Sign in')}
      </Button>
    </Door>
  );
}
