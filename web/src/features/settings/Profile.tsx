import { type FormEvent, useState } from 'react';

import { ApiError } from '@innermost/client/errors.ts';
import type { Team } from '@innermost/protocol/teams.ts';
import { patchUser, type User } from '@innermost/protocol/users.ts';

import { live, useLive } from '../../live/live.ts';
import { sentenceFor } from '../../shell/errors.ts';
import { Button } from '../../ui/Button.tsx';
import { PasswordField, TextField } from '../../ui/Field.tsx';
import { complaintOfEmail, complaintOfUsername, splitName } from '../account/account-form.ts';
import { SettingsSheet } from './SettingsSheet.tsx';

export function ProfilePage({ team }: { team: Team }) {
  return (
    <SettingsSheet team={team}>
      <Profile />
    </SettingsSheet>
  );
}

function Profile() {
  const me = useLive((state) => state.users[state.me_id]);
  const form = useProfileForm(me);
  const { name, username, position, email, complaint, isElsewhere, isNewEmail, error, state, save } = form;
  const textFor = (field: NonNullable<typeof error>['field']) => (error?.field === field ? error.text : undefined);
  return (
    <>
      <h1>Profile</h1>
      <p className="sub">What others see of you.</p>
      <form className="set settings-form" onSubmit={(event) => void save(event)}>
        <TextField
          label="Full name"
          autoComplete="name"
          value={name}
          onChange={(event) => form.setName(event.target.value)}
        />
        <TextField
          label="Username"
          autoComplete="username"
          autoCapitalize="off"
          spellCheck={false}
          value={username}
          error={complaint ?? textFor('username')}
          help={`People mention you as @${username}.`}
          onChange={(event) => form.setUsername(event.target.value.toLowerCase())}
        />
        <TextField label="What you do" value={position} onChange={(event) => form.setPosition(event.target.value)} />
        <TextField
          label="Email"
          type="email"
          autoComplete="email"
          readOnly={isElsewhere}
          value={email}
          error={textFor('email')}
          help={isElsewhere ? 'It comes from where you sign in.' : 'You sign in with it, and it gets your mail.'}
          onChange={(event) => form.setEmail(event.target.value)}
        />
        {isNewEmail && (
          <PasswordField
            label="Current password"
            autoComplete="current-password"
            value={form.password}
            error={textFor('password')}
            help="It shows that the account is yours."
            onChange={(event) => form.setPassword(event.target.value)}
          />
        )}
        <Saved state={state} />
      </form>
    </>
  );
}

/** What was typed, and saving it. */
function useProfileForm(me: User | undefined) {
  const [name, setName] = useState(`${me?.first_name ?? ''} ${me?.last_name ?? ''}`.trim());
  const [username, setUsername] = useState(me?.username ?? '');
  const [position, setPosition] = useState(me?.position ?? '');
  const [email, setEmail] = useState(me?.email ?? '');
  const [password, setPassword] = useState('');
  const [error, setError] = useState<{ field: 'username' | 'email' | 'password'; text: string }>();
  const [state, setState] = useState<'idle' | 'busy' | 'saved'>('idle');
  const complaint = complaintOfUsername(username);
  const isElsewhere = (me?.auth_service ?? '') !== '';
  const isNewEmail = !isElsewhere && email.trim().toLowerCase() !== me?.email;

  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (state === 'busy' || complaint) return;
    const wrongEmail = isNewEmail ? complaintOfEmail(email) : undefined;
    setError(wrongEmail ? { field: 'email', text: wrongEmail } : undefined);
    if (wrongEmail) return;
    if (isNewEmail && password === '') {
      setError({ field: 'password', text: 'A new address needs your password.' });
      return;
    }
    setState('busy');
    try {
      const address = isNewEmail ? { email: email.trim(), password } : {};
      const body = { ...splitName(name), username, position: position.trim(), ...address };
      const user = await live.client.call(patchUser, { params: { user_id: 'me' }, body });
      live.apply('user_updated', { user });
      setPassword('');
      setState('saved');
    } catch (failure) {
      setError({ field: fieldOf(failure), text: sentenceFor(failure) });
      setState('idle');
    }
  };
  return {
    name,
    setName,
    username,
    setUsername,
    position,
    setPosition,
    email,
    setEmail,
    password,
    setPassword,
    complaint,
    isElsewhere,
    isNewEmail,
    error,
    state,
    save,
  };
}

/** Which field the server's refusal is about. */
function fieldOf(failure: unknown): 'username' | 'email' | 'password' {
  const id = failure instanceof ApiError ? failure.id : '';
  if (id.includes('password')) return 'password';
  return id.includes('email') || id.includes('domain') ? 'email' : 'username';
}

export function Saved({ state, verb = 'Save' }: { state: 'idle' | 'busy' | 'saved'; verb?: string }) {
  return (
    <div className="row">
      <Button kind="primary" type="submit" busy={state === 'busy'}>
        {verb}
      </Button>
      {state === 'saved' && <output className="small t2">Saved</output>}
    </div>
  );
}
