import { useState } from 'react';
import { Link } from 'wouter';

import { createUser } from '@innermost/protocol/users.ts';

import { live, useLive } from '../../live/live.ts';
import { sentenceFor } from '../../shell/errors.ts';
import { Button } from '../../ui/Button.tsx';
import { PasswordField, TextField } from '../../ui/Field.tsx';
import { currentLanguage } from '../../words/language.ts';
import { t } from '../../words/words.ts';
import {
  complaintsOf,
  splitName,
  strengthOf,
  strengthWord,
  suggestUsername,
  type Complaints,
  type NewAccount,
} from './account-form.ts';
import { Door, type DoorProps } from './Door.tsx';
import { setupHeaders } from './setup-token.ts';

export interface SignUpProps extends Pick<DoorProps, 'title' | 'text' | 'step' | 'note'> {
  verb: string;
  /** From a team's invite link. */
  inviteId?: string;
}

/** Makes an account and signs it in: the first one, one by invitation, or one on an open server. */
export function SignUp({ verb, inviteId, note, ...door }: SignUpProps) {
  const { account, complaints, error, busy, change, nameIt, submit, minimum } = useNewAccount(inviteId);
  const { username, password } = account;
  return (
    <Door {...door} error={error} onSubmit={() => void submit()} note={note ?? <SignInInstead />}>
      <TextField
        label={t('Full name')}
        name="name"
        autoComplete="name"
        data-first
        value={account.name}
        onChange={(event) => change({ name: event.target.value })}
      />
      <TextField
        label={t('Email')}
        name="email"
        type="email"
        autoComplete="email"
        value={account.email}
        error={complaints.email}
        onChange={(event) => change({ email: event.target.value })}
      />
      <TextField
        label={t('Username')}
        name="username"
        autoComplete="username"
        autoCapitalize="off"
        spellCheck={false}
        value={username}
        error={complaints.username}
        help={username ? t('People will mention you as @{username}.', { username }) : t('People mention you by it.')}
        onChange={(event) => nameIt(event.target.value.toLowerCase())}
      />
      <PasswordField
        label={t('Password')}
        name="password"
        autoComplete="new-password"
        value={password}
        error={complaints.password}
        below={<Meter password={password} />}
        help={helpFor(password, minimum)}
        onChange={(event) => change({ password: event.target.value })}
      />
      <Button door kind="primary" type="submit" busy={busy}>
        {verb}
      </Button>
    </Door>
  );
}

/** What was typed, what is wrong with it, and sending it. */
function useNewAccount(inviteId: string | undefined) {
  const [account, setAccount] = useState<NewAccount>({ name: '', email: '', username: '', password: '' });
  const [hasOwnName, setHasOwnName] = useState(false);
  const [complaints, setComplaints] = useState<Complaints>({});
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const minimum = useLive(({ config }) => Number(config['PasswordMinimumLength']) || 8);

  const change = (part: Partial<NewAccount>, isNamed = hasOwnName) => {
    const next = { ...account, ...part };
    if (!isNamed) next.username = suggestUsername(next.name || next.email);
    setAccount(next);
    // A complaint goes as soon as its cause does; new ones wait for the button.
    const still = complaintsOf(next, minimum);
    setComplaints((now) => Object.fromEntries(Object.entries(now).filter(([field]) => field in still)));
  };
  const nameIt = (username: string) => {
    setHasOwnName(username !== '');
    change({ username }, true);
  };
  const submit = async () => {
    const found = complaintsOf(account, minimum);
    setComplaints(found);
    setError(undefined);
    if (busy || Object.keys(found).length > 0) return;
    setBusy(true);
    try {
      const { name, email, username, password } = account;
      const body = { email: email.trim(), username, password, ...splitName(name), ...localeToKeep() };
      await live.client.call(createUser, {
        body,
        headers: setupHeaders(),
        ...(inviteId && { query: { iid: inviteId } }),
      });
      await live.signIn(username, password);
    } catch (failure) {
      setError(sentenceFor(failure));
      setBusy(false);
    }
  };
  return { account, complaints, error, busy, minimum, change, nameIt, submit };
}

/** The language of the door is mine from then on. English leaves it to the server's own default. */
function localeToKeep(): { locale?: string } {
  const locale = currentLanguage();
  return locale === 'en' ? {} : { locale };
}

function Meter({ password }: { password: string }) {
  const strength = strengthOf(password);
  return (
    <div className="meter" aria-hidden="true">
      {[1, 2, 3, 4].map((step) => (
        <i key={step} className={step <= strength ? 'f' : ''} />
      ))}
    </div>
  );
}

function helpFor(password: string, minimum: number): string {
  if (password === '') return t('At least {count} characters.', { count: minimum });
  const count = password.length;
  return count < minimum
    ? t('{count, plural, one {# character} other {# characters}} of at least {minimum}.', { count, minimum })
    : t('{strength}. {count, plural, one {# character} other {# characters}}.', {
        strength: strengthWord(password),
        count,
      });
}

function SignInInstead() {
  return (
    <>
      {t('Have an account already?')} <Link href="/login">{t('Sign in')}</Link>
    </>
  );
}
