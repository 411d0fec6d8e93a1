import { Pencil, UserPlus, Webhook } from 'lucide-react';
import { useLocation } from 'wouter';

import type { Channel } from '@innermost/protocol/channels.ts';
import type { Team } from '@innermost/protocol/teams.ts';

import { useLive } from '../../live/live.ts';
import { can, channelTitle, displayName } from '../../live/select.ts';
import { openDialog } from '../../shell/dialogs.ts';
import { ago } from '../../shell/time.ts';
import { useNow } from '../../shell/useNow.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptySign } from '../../ui/Sign.tsx';
import { t } from '../../words/words.ts';
import { invitePeople } from '../teams/dialogs.ts';
import { addPeople, editChannel } from './dialogs.ts';
import { mayAddTo, mayEdit } from './may.ts';

export interface ChannelStartProps {
  channel: Channel;
  team: Team;
}

/** Where a channel begins: what it is for, and what to do first. */
export function ChannelStart({ channel, team }: ChannelStartProps) {
  const now = useNow();
  const title = useLive((state) => channelTitle(state, channel));
  const maker = useLive((state) => (channel.creator_id ? state.users[channel.creator_id] : undefined));
  const isMine = useLive((state) => state.me_id === channel.creator_id);
  const makerName = useLive((state) => displayName(maker, state.config));
  const isTeams = channel.type === 'O' || channel.type === 'P';
  if (!isTeams) {
    return (
      <div className="channel-start">
        <EmptySign size={56} />
        <h3>{title}</h3>
        <p>{t('This is the beginning of your conversation. Nobody else can read it.')}</p>
      </div>
    );
  }
  const when = ago(channel.create_at, now);
  const made = isMine
    ? t('You made it {when}.', { when })
    : maker && t('{name} made it {when}.', { name: makerName, when });
  const reach =
    channel.type === 'O'
      ? t('It is open to everyone in {team}.', { team: team.display_name })
      : t('Only people who were added can see it.');
  return (
    <div className="channel-start">
      <EmptySign size={56} />
      <h3>{t('This is where #{title} begins', { title })}</h3>
      {channel.purpose !== '' && <p>{channel.purpose}</p>}
      <p>
        {made} {reach}
      </p>
      <FirstSteps channel={channel} team={team} />
    </div>
  );
}

function FirstSteps({ channel, team }: ChannelStartProps) {
  const [, navigate] = useLocation();
  const isDefault = channel.name === 'town-square';
  const mayInvite = useLive((state) => can(state, 'invite_user', { team_id: team.id }));
  const mayAdd = useLive((state) => mayAddTo(state, channel));
  const mayHook = useLive((state) => can(state, 'manage_own_incoming_webhooks', { team_id: team.id }));
  const isEditable = useLive((state) => mayEdit(state, channel));
  if (channel.delete_at > 0) return null;
  return (
    <div className="row">
      {isDefault && mayInvite && (
        <Button icon={UserPlus} onClick={() => openDialog(invitePeople, { teamId: team.id })}>
          {t('Invite people')}
        </Button>
      )}
      {!isDefault && mayAdd && (
        <Button icon={UserPlus} onClick={() => openDialog(addPeople, { channelId: channel.id })}>
          {t('Add people')}
        </Button>
      )}
      {mayHook && (
        <Button icon={Webhook} onClick={() => navigate(`/${team.name}/integrations/webhooks?channel=${channel.id}`)}>
          {t('Connect a tool')}
        </Button>
      )}
      {!isDefault && isEditable && channel.purpose === '' && (
        <Button kind="quiet" icon={Pencil} onClick={() => openDialog(editChannel, { channelId: channel.id })}>
          {t('Say what it is for')}
        </Button>
      )}
    </div>
  );
}
