import { Hash } from 'lucide-react';

import { limits } from '@innermost/protocol/limits.ts';

import { useLiveShape } from '../../live/live.ts';
import { SelectField, TextField } from '../../ui/Field.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { t } from '../../words/words.ts';
import { samples } from './curl.ts';

export interface HookForm {
  display_name: string;
  channel_id: string;
  channel_locked: boolean;
}

export interface HookFieldsProps {
  teamId: string;
  form: HookForm;
  error?: string | undefined;
  onChange: (form: HookForm) => void;
}

/** What can be said about a webhook: its name, where it posts, and whether it may post elsewhere. */
export function HookFields({ teamId, form, error, onChange }: HookFieldsProps) {
  const channels = useLiveShape((state) =>
    Object.values(state.channels)
      .filter((one) => one.team_id === teamId && one.delete_at === 0)
      .map((one) => ({ value: one.id, label: one.display_name }))
      .sort((a, b) => a.label.localeCompare(b.label)),
  );
  return (
    <>
      <TextField
        label={t('Name')}
        placeholder={samples.card.username}
        help={t('Shown beside what it posts, unless a message names itself.')}
        maxLength={limits.webhookDisplayNameCharacters}
        value={form.display_name}
        onChange={(event) => onChange({ ...form, display_name: event.target.value })}
      />
      <SelectField
        label={t('Posts into')}
        icon={Hash}
        options={channels}
        value={form.channel_id}
        error={error}
        help={form.channel_locked ? t('It can post nowhere else.') : t('Unless a message names another channel.')}
        onChange={(event) => onChange({ ...form, channel_id: event.target.value })}
      />
      <div className="srow">
        <span className="lb" id="hook-free">
          {t('May choose its channel')}
          <small>{t('A message can say where it goes, as in {example}', { example: '"channel": "ci-cd"' })}</small>
        </span>
        <Switch
          label={t('May choose its channel')}
          on={!form.channel_locked}
          onChange={(isFree) => onChange({ ...form, channel_locked: !isFree })}
        />
      </div>
    </>
  );
}
