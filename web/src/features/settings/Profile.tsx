import { type FormEvent, useState } from 'react';

import { patchUser } from '@innermost/protocol/users.ts';

import { applyOwn } from '../../live/apply/apply.ts';
import { live, useLive } from '../../live/live.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
import { complaintOfUsername, splitName } from '../account/account-form.ts';
import { sentenceFor } from '../account/errors.ts';

export function Profile() {
  const me = useLive((state) => state.users[state.me_id]);
  const [name, setName] = useState(`${me?.first_name ?? ''} ${me?.last_name ?? ''}`.trim());
  const [username, setUsername] = useState(me?.username ?? '');
  const [position, setPosition] = useState(me?.position ?? '');
  const [error, setError] = useState<string>();
  const [state, setState] = useState<'idle' | 'busy' | 'saved'>('idle');
  const complaint = complaintOfUsername(username);

  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (state === 'busy' || complaint) return;
    setState('busy');
    setError(undefined);
    try {
      const body = { ...splitName(name), username, position: position.trim() };
      const user = await live.client.call(patchUser, { params: { user_id: 'me' }, body });
      live.store.setState((now) => applyOwn(now, 'user_updated', { user }, { now: Date.now() }), true);
      setState('saved');
    } catch (failure) {
      setError(sentenceFor(failure));
      setState('idle');
    }
  };
  return (
    <>
      <h1>Profile</h1>
      <p className="sub">What others see of you.</p>
      <form className="set settings-form" onSubmit={(event) => void save(event)}>
        <TextField
          label="Full name"
          autoComplete="name"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <TextField
          label="Username"
          autoComplete="username"
          autoCapitalize="off"
          spellCheck={false}
          value={username}
          error={complaint ?? error}
          help={`People mention you as @${username}.`}
          onChange={(event) => setUsername(event.target.value.toLowerCase())}
        />
        <TextField label="What you do" value={position} onChange={(event) => setPosition(event.target.value)} />
        <TextField label="Email" type="email" readOnly value={me?.email ?? ''} help="An administrator can change it." />
        <Saved state={state} />
      </form>
    </>
  );
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
