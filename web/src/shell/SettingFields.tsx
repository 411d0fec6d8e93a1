import { type FormEvent, useState } from 'react';

import { ApiError } from '@innermost/client/errors.ts';
import { patchUser, type User } from '@innermost/protocol/users.ts';

import { live } from '../live/live.ts';
import { Button } from '../ui/Button.tsx';
import { PasswordField, TextField } from '../ui/Field.tsx';
import { t } from '../words/words.ts';
import { changedOf, complaintIn, needsPassword, patchOf, refusedOf, type Texts, textsOf } from './setting-form.ts';
import { sentenceFor } from './errors.ts';
import { helpOf, type LineSetting } from './setting.ts';

export interface SettingFieldsProps {
  settings: readonly LineSetting[];
  me: User;
}

/** Settings of the account that are saved together. */
export function SettingFields({ settings, me }: SettingFieldsProps) {
  const { texts, change, error, state, save } = useAccountForm(settings, me);
  const errorOf = (name: string) => (error?.name === name ? error.text : undefined);
  return (
    <form className="set settings-form" onSubmit={(event) => void save(event)}>
      {settings.map((setting) => (
        <SettingField
          key={setting.name}
          setting={setting}
          me={me}
          text={texts[setting.name] ?? ''}
          error={errorOf(setting.name)}
          onChange={(text) => change(setting.name, text)}
        />
      ))}
      {needsPassword(changedOf(settings, texts, me)) && (
        <PasswordField
          label={t('Current password')}
          autoComplete="current-password"
          value={texts['password'] ?? ''}
          error={errorOf('password')}
          help={t('It shows that the account is yours.')}
          onChange={(event) => change('password', event.target.value)}
        />
      )}
      {error && error.name === undefined && (
        <p className="help bad" role="alert">
          {error.text}
        </p>
      )}
      <Saved state={state} />
    </form>
  );
}

interface SettingFieldProps {
  setting: LineSetting;
  me: User;
  text: string;
  error: string | undefined;
  onChange: (text: string) => void;
}

function SettingField({ setting, me, text, error, onChange }: SettingFieldProps) {
  const { label, control, stored } = setting;
  const locked = stored.locked?.(me);
  // Letters only: what a name may not have is said while it is typed, an address is judged when it is saved.
  const complaint = control.type === 'email' ? undefined : control.complaint?.(text);
  return (
    <TextField
      label={t(label)}
      type={control.type ?? 'text'}
      autoComplete={control.autoComplete}
      autoCapitalize={control.shape ? 'off' : undefined}
      spellCheck={control.shape ? false : undefined}
      readOnly={locked !== undefined}
      value={text}
      error={complaint ?? error}
      help={locked ?? helpOf(setting, text)}
      onChange={(event) => onChange(control.shape?.(event.target.value) ?? event.target.value)}
    />
  );
}

interface FormError {
  /** Undefined: about the form as a whole. */
  name: string | undefined;
  text: string;
}

function useAccountForm(settings: readonly LineSetting[], me: User) {
  const [texts, setTexts] = useState<Texts>(() => textsOf(settings, me));
  const [error, setError] = useState<FormError>();
  const [state, setState] = useState<'idle' | 'busy' | 'saved'>('idle');
  const change = (name: string, text: string) => setTexts((before) => ({ ...before, [name]: text }));
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (state === 'busy') return;
    const changed = changedOf(settings, texts, me);
    const complaint = complaintIn(changed, texts);
    setError(complaint);
    if (complaint) return;
    setState('busy');
    try {
      const user = await live.client.call(patchUser, { params: { user_id: 'me' }, body: patchOf(changed, texts) });
      live.apply('user_updated', { user });
      change('password', '');
      setState('saved');
    } catch (failure) {
      const name = failure instanceof ApiError ? refusedOf(settings, failure.id) : undefined;
      setError({ name, text: sentenceFor(failure) });
      setState('idle');
    }
  };
  return { texts, change, error, state, save };
}

export function Saved({ state, verb = t('Save') }: { state: 'idle' | 'busy' | 'saved'; verb?: string }) {
  return (
    <div className="row">
      <Button kind="primary" type="submit" busy={state === 'busy'}>
        {verb}
      </Button>
      {state === 'saved' && <output className="small t2">{t('Saved')}</output>}
    </div>
  );
}
