import { useState } from 'react';
import { Check, Copy, Send, Trash2 } from 'lucide-react';
import { useLocation } from 'wouter';

import type { Team } from '@innermost/protocol/teams.ts';
import { receiveIncomingWebhook, type IncomingWebhook } from '@innermost/protocol/webhooks.ts';

import { live, useLive } from '../../live/live.ts';
import { useWebhookChanges } from '../../queries/use-webhooks.ts';
import { SheetBanners } from '../../shell/SheetBanners.tsx';
import { sentenceFor } from '../../shell/errors.ts';
import { ListBack } from '../../shell/ListBack.tsx';
import { useWidth } from '../../shell/use-width.ts';
import { CodeBlock } from '../../text/CodeBlock.tsx';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { copyText } from '../../ui/copy.ts';
import { Confirm } from '../../ui/Dialog.tsx';
import { TextField } from '../../ui/Field.tsx';
import { Segments } from '../../ui/Switch.tsx';
import { labelled, msg, t } from '../../words/words.ts';
import { curlFor, hookAddress, samples } from './curl.ts';
import { usernameAfter } from './hook-name.ts';
import { HookFields, type HookForm } from './HookFields.tsx';
import { HookPreview } from './HookPreview.tsx';
import { HookRefusals } from './HookRefusals.tsx';

export interface WebhookDetailsProps {
  hook: IncomingWebhook;
  team: Team;
  /** Its owner is gone. */
  hasLeft: boolean;
}

/** One webhook: its address, a command to try it with, and what will appear. */
export function WebhookDetails({ hook, team, hasLeft }: WebhookDetailsProps) {
  const [, navigate] = useLocation();
  const list = `/${team.name}/integrations/webhooks`;
  const { display_name, channel_id, channel_locked } = hook;
  const [form, setForm] = useState<HookForm>({ display_name, channel_id, channel_locked });
  const isPhone = useWidth() === 'phone';
  const [isAsking, setAsking] = useState(false);
  const { change, remove } = useWebhookChanges(team.id);
  const isChanged =
    form.display_name !== display_name || form.channel_id !== channel_id || form.channel_locked !== channel_locked;
  return (
    <main className="sheet" id="main" data-region="main">
      <header className="head">
        <ListBack team={team} to={list} />
        <h2 className="clip">{display_name || t('Webhook')}</h2>
        <span className="topic" />
        <Button kind="quiet" icon={Trash2} onClick={() => setAsking(true)}>
          {t('Delete')}
        </Button>
        {isChanged ? (
          <Button
            kind="primary"
            busy={change.isPending}
            onClick={() => change.mutate({ ...hook, ...form, username: usernameAfter(hook, form.display_name) })}
          >
            {t('Save changes')}
          </Button>
        ) : (
          !isPhone && <Button onClick={() => navigate(list)}>{t('All webhooks')}</Button>
        )}
      </header>
      <SheetBanners />
      <div className="hook-page two">
        <div className="hook-form">
          {hasLeft && (
            <Banner tone="warning" act={<TakeOver hook={hook} teamId={team.id} />}>
              {t(
                'Its owner has left. It goes on posting, into its own channel only. Who left may still know its address.',
              )}
            </Banner>
          )}
          <Address hookId={hook.id} />
          <HookFields
            teamId={team.id}
            form={form}
            error={change.error ? sentenceFor(change.error) : undefined}
            onChange={setForm}
          />
          <HookRefusals hookId={hook.id} />
        </div>
        <TryIt hook={hook} />
      </div>
      <Confirm
        open={isAsking}
        title={display_name ? t('Delete {name}?', { name: display_name }) : t('Delete this webhook?')}
        text={
          remove.error
            ? sentenceFor(remove.error)
            : t('Programs that use its address get an error from then on. What they posted stays.')
        }
        verb={t('Delete webhook')}
        danger
        busy={remove.isPending}
        onConfirm={() => remove.mutate(hook.id, { onSuccess: () => navigate(list) })}
        onClose={() => setAsking(false)}
      />
    </main>
  );
}

/** From then on it speaks in my name, and may post wherever I let it. */
function TakeOver({ hook, teamId }: { hook: IncomingWebhook; teamId: string }) {
  const meId = useLive((state) => state.me_id);
  const { change } = useWebhookChanges(teamId);
  return (
    <>
      {change.error && <span className="help bad">{sentenceFor(change.error)}</span>}
      <Button small busy={change.isPending} onClick={() => change.mutate({ ...hook, user_id: meId })}>
        {t('Take it over')}
      </Button>
    </>
  );
}

function Address({ hookId }: { hookId: string }) {
  const address = hookAddress(location.origin, hookId);
  return (
    <TextField
      label={t('Address')}
      readOnly
      value={address}
      help={t('Anyone who knows this address can post. Treat it like a password.')}
      onFocus={(event) => event.target.select()}
      after={<CopyTextButton text={address} />}
    />
  );
}

function CopyTextButton({ text }: { text: string }) {
  const [copied, setCopied] = useState<string>();
  const copy = async () => {
    if (await copyText(text)) setCopied(text);
  };
  return (
    <Button small icon={copied === text ? Check : Copy} onClick={() => void copy()}>
      {copied === text ? t('Copied') : t('Copy')}
    </Button>
  );
}

const choices = [
  { value: 'card', label: msg('With a card') },
  { value: 'plain', label: msg('Plain') },
] as const;

function TryIt({ hook }: { hook: IncomingWebhook }) {
  const [choice, setChoice] = useState<keyof typeof samples>('card');
  const [sent, setSent] = useState<'sending' | 'sent' | Error>();
  const channel = useLive((state) => state.channels[hook.channel_id]);
  const message = samples[choice];
  const curl = curlFor(hookAddress(location.origin, hook.id), message);
  const send = async () => {
    setSent('sending');
    try {
      // The wire takes any JSON here; the contract leaves the body open.
      const url = live.client.url(receiveIncomingWebhook, { params: { hook_id: hook.id } });
      const response = await fetch(url, {
        method: 'POST',
        body: JSON.stringify(message),
        headers: { 'Content-Type': 'application/json' },
      });
      if (!response.ok) throw new Error(await refusalOf(response));
      setSent('sent');
    } catch (failure) {
      setSent(failure instanceof Error ? failure : new Error(String(failure)));
    }
  };
  return (
    <section className="hook-try" aria-label={t('Try it')}>
      <div className="row">
        <h3 className="grow">{t('Try it')}</h3>
        <Segments
          label={t('Example')}
          name="hook-example"
          value={choice}
          options={labelled(choices)}
          onChange={setChoice}
        />
      </div>
      <CodeBlock text={curl} language="sh" />
      <div className="row">
        <CopyTextButton text={curl} />
        <span className="tiny t3">{t('for a terminal')}</span>
      </div>
      <h3>{t('How it will look')}</h3>
      <HookPreview hook={hook} message={message} />
      {sent instanceof Error && <Banner tone="danger">{sent.message}</Banner>}
      <div className="row">
        <Button icon={Send} busy={sent === 'sending'} onClick={() => void send()}>
          {channel ? t('Send to {channel}', { channel: `#${channel.display_name}` }) : t('Send to its channel')}
        </Button>
        {sent === 'sent' && <output className="small t2">{t('Sent. It is in the channel now.')}</output>}
      </div>
    </section>
  );
}

async function refusalOf(response: Response): Promise<string> {
  const text = await response.text();
  try {
    const body = JSON.parse(text) as { message?: unknown; detailed_error?: unknown };
    const { message, detailed_error: detail } = body;
    if (typeof message !== 'string') return text;
    // The cause, without the id before it, which is for programs.
    return typeof detail === 'string' && detail !== '' ? `${message} ${detail.replace(/^[a-z0-9_.]+: /, '')}` : message;
  } catch {
    return text || t('The server answered with an error ({status}).', { status: response.status });
  }
}
