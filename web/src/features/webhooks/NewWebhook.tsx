import { useState } from 'react';
import { useLocation } from 'wouter';

import type { Team } from '@innermost/protocol/teams.ts';

import { useLive } from '../../live/live.ts';
import { useWebhookChanges } from '../../queries/use-webhooks.ts';
import { SheetBanners } from '../../shell/SheetBanners.tsx';
import { sentenceFor } from '../../shell/errors.ts';
import { usualChannel } from '../../shell/last-place.ts';
import { ListBack } from '../../shell/ListBack.tsx';
import { Button } from '../../ui/Button.tsx';
import { t } from '../../words/words.ts';
import { usernameFor } from './hook-name.ts';
import { HookFields, type HookForm } from './HookFields.tsx';

export interface NewWebhookProps {
  team: Team;
  /** Chosen beforehand. */
  channelId: string | undefined;
}

export function NewWebhook({ team, channelId }: NewWebhookProps) {
  const [, navigate] = useLocation();
  const list = `/${team.name}/integrations/webhooks`;
  const firstChannel = useLive((state) => usualChannel(state, team, (one) => one.team_id === team.id)?.id ?? '');
  const [form, setForm] = useState<HookForm>({
    display_name: '',
    channel_id: channelId ?? firstChannel,
    channel_locked: false,
  });
  const { create } = useWebhookChanges(team.id);
  const save = () =>
    create.mutate(
      { ...form, username: usernameFor(form.display_name) },
      { onSuccess: (hook) => navigate(`${list}?hook=${hook.id}`, { replace: true }) },
    );
  return (
    <main className="sheet" id="main" data-region="main">
      <header className="head">
        <ListBack team={team} to={list} />
        <h2>{t('New webhook')}</h2>
        <span className="topic">{t('Lets a program post into a channel')}</span>
        <Button kind="quiet" onClick={() => navigate(list)}>
          {t('Cancel')}
        </Button>
        <Button kind="primary" busy={create.isPending} onClick={save}>
          {t('Make webhook')}
        </Button>
      </header>
      <SheetBanners />
      <div className="hook-page">
        <form
          className="hook-form"
          onSubmit={(event) => {
            event.preventDefault();
            save();
          }}
        >
          <HookFields
            teamId={team.id}
            form={form}
            error={create.error ? sentenceFor(create.error) : undefined}
            onChange={setForm}
          />
        </form>
      </div>
    </main>
  );
}
