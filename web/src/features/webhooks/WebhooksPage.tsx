import { Plus, Webhook } from 'lucide-react';
import { Link, useLocation, useSearch } from 'wouter';

import type { Team } from '@innermost/protocol/teams.ts';
import type { IncomingWebhook } from '@innermost/protocol/webhooks.ts';

import { useLive } from '../../live/live.ts';
import { displayName } from '../../live/select.ts';
import { Queries } from '../../queries/Queries.tsx';
import { useLeftWebhooks, useWebhooks } from '../../queries/use-webhooks.ts';
import { SheetBanners } from '../../shell/SheetBanners.tsx';
import { sentenceFor } from '../../shell/errors.ts';
import { ListBack } from '../../shell/ListBack.tsx';
import { whenShort } from '../../shell/time.ts';
import { TimelineSkeleton } from '../../shell/TimelineSkeleton.tsx';
import { useNow } from '../../shell/useNow.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { t } from '../../words/words.ts';
import { NewWebhook } from './NewWebhook.tsx';
import { WebhookDetails } from './WebhookDetails.tsx';
import './webhooks.css';

/** Incoming webhooks of a team: the list, one of them, or a new one, as the address says. */
export function WebhooksPage({ team }: { team: Team }) {
  return (
    <Queries>
      <Webhooks team={team} />
    </Queries>
  );
}

function Webhooks({ team }: { team: Team }) {
  const search = new URLSearchParams(useSearch());
  const { data: hooks, error, isPending } = useWebhooks(team.id);
  const { data: left = [] } = useLeftWebhooks(team.id);
  const chosen = search.get('hook');
  const channelId = search.get('channel') ?? undefined;
  const hook = hooks?.find((one) => one.id === chosen);
  if (chosen === 'new' || channelId) return <NewWebhook team={team} channelId={channelId} />;
  if (hook) return <WebhookDetails key={hook.id} hook={hook} team={team} hasLeft={left.includes(hook.id)} />;
  return (
    <main className="sheet" id="main" data-region="main">
      <header className="head">
        <ListBack team={team} to={`/${team.name}/settings`} />
        <h2>{t('Webhooks')}</h2>
        <span className="topic">{t('Let programs post into channels')}</span>
        <NewButton team={team} primary />
      </header>
      <SheetBanners />
      {error && <Empty failed title={t('Could not load the webhooks')} text={sentenceFor(error)} />}
      {isPending && <TimelineSkeleton />}
      {hooks?.length === 0 && (
        <Empty
          title={t('No webhook yet')}
          text={t('A webhook is an address. Whatever a program sends to it appears in a channel.')}
          acts={<NewButton team={team} />}
        />
      )}
      {hooks && hooks.length > 0 && (
        <div className="hook-list" aria-busy={isPending}>
          {hooks.map((one) => (
            <HookRow key={one.id} hook={one} team={team} hasLeft={left.includes(one.id)} />
          ))}
        </div>
      )}
    </main>
  );
}

function NewButton({ team, primary = false }: { team: Team; primary?: boolean }) {
  const [, navigate] = useLocation();
  const open = () => navigate(`/${team.name}/integrations/webhooks?hook=new`);
  return primary ? (
    <Button kind="primary" icon={Plus} onClick={open}>
      {t('New webhook')}
    </Button>
  ) : (
    <Button small onClick={open}>
      {t('Make a webhook')}
    </Button>
  );
}

interface HookRowProps {
  hook: IncomingWebhook;
  team: Team;
  hasLeft: boolean;
}

function HookRow({ hook, team, hasLeft }: HookRowProps) {
  const now = useNow();
  const channel = useLive((state) => state.channels[hook.channel_id]);
  const maker = useLive((state) => displayName(state.users[hook.user_id], state.config));
  return (
    <Link className="hook-row" href={`/${team.name}/integrations/webhooks?hook=${hook.id}`}>
      <span className="av hook" aria-hidden="true">
        <Icon of={Webhook} />
      </span>
      <span className="grow col">
        <b className="clip">{hook.display_name || t('Webhook without a name')}</b>
        <span className="small t2 clip">
          {t(
            hook.channel_locked || hasLeft
              ? '{channel} · made by {maker}'
              : '{channel} and wherever it says · made by {maker}',
            { channel: channel ? `#${channel.display_name}` : t('a channel you are not in'), maker },
          )}
        </span>
      </span>
      {hasLeft && <Tag>{t('Owner left')}</Tag>}
      <span className="tiny t3">{whenShort(hook.create_at, now)}</span>
    </Link>
  );
}
