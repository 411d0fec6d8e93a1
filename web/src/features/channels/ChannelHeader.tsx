import { EllipsisVertical, Hash, Lock, Pin, Star, Users } from 'lucide-react';

import type { Channel } from '@innermost/protocol/channels.ts';
import type { Team } from '@innermost/protocol/teams.ts';

import { useLive } from '../../live/live.ts';
import { channelTitle, partnerId } from '../../live/select.ts';
import { presenceOf, UserAvatar } from '../../people/UserAvatar.tsx';
import { openDialog } from '../../shell/dialogs.ts';
import { EntryMenu } from '../../shell/EntryMenu.tsx';
import { ListBack } from '../../shell/ListBack.tsx';
import { useWidth } from '../../shell/use-width.ts';
import { usePanel } from '../../shell/usePanel.ts';
import { plainText } from '../../text/nodes.ts';
import { parse } from '../../text/parse.ts';
import { InlineText } from '../../text/Text.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { presenceWord } from '../../ui/Presence.tsx';
import { tip } from '../../ui/Tooltip.tsx';
import { t } from '../../words/words.ts';
import { editChannel } from './dialogs.ts';
import { isFavourite, toggleFavourite } from './favourite.ts';
import { mayEdit } from './may.ts';
import './channel-header.css';

export interface ChannelHeaderProps {
  channel: Channel;
  team: Team;
}

export function ChannelHeader({ channel, team }: ChannelHeaderProps) {
  const title = useLive((state) => channelTitle(state, channel));
  const starred = useLive((state) => isFavourite(state, team.id, channel.id));
  const width = useWidth();
  const isPhone = width === 'phone';
  return (
    <header className="head">
      <ListBack team={team} />
      <div className={isPhone ? 'ttl' : 'head-title'}>
        <h2 className="clip">
          <Mark channel={channel} />
          <span className="clip">{title}</span>
        </h2>
        {isPhone && <Topic channel={channel} team={team} />}
      </div>
      {!isPhone && (
        <>
          <IconButton
            icon={Star}
            label={starred ? t('Remove from favourites') : t('Add to favourites')}
            small
            look="star"
            on={starred}
            tipSide="bottom"
            onClick={() => void toggleFavourite(team.id, channel.id)}
          />
          <Topic channel={channel} team={team} />
          <Counts channel={channel} />
        </>
      )}
      <ChannelMenu channel={channel} team={team} />
    </header>
  );
}

function Mark({ channel }: { channel: Channel }) {
  const partner = useLive((state) => partnerId(channel, state.me_id));
  if (channel.type === 'D') return <UserAvatar userId={partner} size={24} withPresence />;
  return <Icon of={channel.type === 'P' ? Lock : channel.type === 'G' ? Users : Hash} />;
}

function Topic({ channel }: ChannelHeaderProps) {
  const status = useLive((state) => state.statuses[partnerId(channel, state.me_id)]);
  const username = useLive((state) => state.users[partnerId(channel, state.me_id)]?.username);
  const isGone = useLive((state) => (state.users[partnerId(channel, state.me_id)]?.delete_at ?? 0) > 0);
  const members = useLive((state) => state.stats[channel.id]?.member_count);
  const isEditable = useLive((state) => mayEdit(state, channel));
  const width = useWidth();
  if (channel.type === 'D') {
    return (
      <span className="topic">
        @{username}
        {isGone ? ` · ${t('deactivated')}` : status && ` · ${presenceWord(presenceOf(status)).toLowerCase()}`}
      </span>
    );
  }
  const isPhone = width === 'phone';
  if (channel.header !== '') {
    return (
      <span className="topic" title={plainText(parse(channel.header))}>
        {isPhone &&
          members !== undefined &&
          `${t('{count, plural, one {# person} other {# people}}', { count: members })} · `}
        <InlineText source={channel.header} />
      </span>
    );
  }
  if (isPhone)
    return (
      <span className="topic">
        {members !== undefined && t('{count, plural, one {# person} other {# people}}', { count: members })}
      </span>
    );
  return (
    <span className="topic">
      {isEditable && (
        <button type="button" className="topic-add" onClick={() => openDialog(editChannel, { channelId: channel.id })}>
          {t('Add a topic')}
        </button>
      )}
    </span>
  );
}

function Counts({ channel }: { channel: Channel }) {
  const members = useLive((state) => state.stats[channel.id]?.member_count ?? 0);
  const pins = useLive((state) => state.stats[channel.id]?.pinnedpost_count ?? 0);
  const { panel, open, close } = usePanel();
  const toggle = (name: 'members' | 'pins') => (panel?.name === name ? close() : open({ name }));
  return (
    <>
      {channel.type !== 'D' && members > 0 && (
        <button
          type="button"
          className="cnt"
          {...tip(t('Members'), undefined, 'bottom')}
          aria-label={t('{count, plural, one {# member} other {# members}}', { count: members })}
          aria-pressed={panel?.name === 'members'}
          onClick={() => toggle('members')}
        >
          <Icon of={Users} />
          {members}
        </button>
      )}
      {pins > 0 && (
        <button
          type="button"
          className="cnt"
          {...tip(t('Pinned'), undefined, 'bottom')}
          aria-label={t('{count, plural, one {# pinned message} other {# pinned messages}}', { count: pins })}
          aria-pressed={panel?.name === 'pins'}
          onClick={() => toggle('pins')}
        >
          <Icon of={Pin} />
          {pins}
        </button>
      )}
    </>
  );
}

function ChannelMenu({ channel }: ChannelHeaderProps) {
  return (
    <EntryMenu
      menu="channel"
      label={channel.display_name}
      align="end"
      trigger={<IconButton icon={EllipsisVertical} label={t('Channel')} tipSide="bottom" />}
    />
  );
}
