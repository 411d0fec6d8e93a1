import { Archive, EllipsisVertical, Hash, Link, Lock, LogOut, Pencil, Pin, Star, UserPlus, Users } from 'lucide-react';

import type { Channel } from '@innermost/protocol/channels.ts';
import type { Team } from '@innermost/protocol/teams.ts';

import { useLive } from '../../live/live.ts';
import { can, channelTitle, partnerId } from '../../live/select.ts';
import { presenceOf, UserAvatar } from '../../people/UserAvatar.tsx';
import { openDialog } from '../../shell/dialogs.ts';
import { ListBack } from '../../shell/ListBack.tsx';
import { channelPath } from '../../shell/paths.ts';
import { useWidth } from '../../shell/use-width.ts';
import { usePanel } from '../../shell/usePanel.ts';
import { plainText } from '../../text/nodes.ts';
import { parse } from '../../text/parse.ts';
import { InlineText } from '../../text/Text.tsx';
import { copyText } from '../../ui/copy.ts';
import { Icon } from '../../ui/Icon.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Menu, MenuItem, MenuSeparator } from '../../ui/Menu.tsx';
import { presenceWord } from '../../ui/Presence.tsx';
import { tip } from '../../ui/Tooltip.tsx';
import { isFavourite, toggleFavourite } from './favourite.ts';
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
            label={starred ? 'Remove from favourites' : 'Add to favourites'}
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
  const mayEdit = useMayEdit(channel);
  const width = useWidth();
  if (channel.type === 'D') {
    return (
      <span className="topic">
        @{username}
        {isGone ? ' · deactivated' : status && ` · ${presenceWord(presenceOf(status)).toLowerCase()}`}
      </span>
    );
  }
  const isPhone = width === 'phone';
  if (channel.header !== '') {
    return (
      <span className="topic" title={plainText(parse(channel.header))}>
        {isPhone && members !== undefined && `${members} ${members === 1 ? 'person' : 'people'} · `}
        <InlineText source={channel.header} />
      </span>
    );
  }
  if (isPhone)
    return (
      <span className="topic">{members !== undefined && `${members} ${members === 1 ? 'person' : 'people'}`}</span>
    );
  return (
    <span className="topic">
      {mayEdit && (
        <button
          type="button"
          className="topic-add"
          onClick={() => openDialog({ name: 'edit-channel', channelId: channel.id })}
        >
          Add a topic
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
          {...tip('Members', undefined, 'bottom')}
          aria-label={`${members} ${members === 1 ? 'member' : 'members'}`}
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
          {...tip('Pinned', undefined, 'bottom')}
          aria-label={`${pins} pinned ${pins === 1 ? 'message' : 'messages'}`}
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

function ChannelMenu({ channel, team }: ChannelHeaderProps) {
  const { open } = usePanel();
  const path = useLive((state) => channelPath(state, team.name, channel));
  const isPhone = useWidth() === 'phone';
  const isTeams = channel.type === 'O' || channel.type === 'P';
  const isOpen = channel.type === 'O';
  const scope = { channel_id: channel.id };
  const mayAdd = useLive((state) =>
    can(state, isOpen ? 'manage_public_channel_members' : 'manage_private_channel_members', scope),
  );
  const mayArchive = useLive((state) => can(state, isOpen ? 'delete_public_channel' : 'delete_private_channel', scope));
  const mayEdit = useMayEdit(channel);
  const isDefault = channel.name === 'town-square';
  if (!isTeams && !isPhone) return null;
  return (
    <Menu
      label={channel.display_name}
      align="end"
      trigger={<IconButton icon={EllipsisVertical} label="Channel" tipSide="bottom" />}
    >
      {channel.type !== 'D' && (
        <MenuItem icon={Users} onSelect={() => open({ name: 'members' })}>
          Members
        </MenuItem>
      )}
      <MenuItem icon={Pin} onSelect={() => open({ name: 'pins' })}>
        Pinned messages
      </MenuItem>
      {isTeams && mayAdd && channel.delete_at === 0 && (
        <MenuItem icon={UserPlus} onSelect={() => openDialog({ name: 'add-people', channelId: channel.id })}>
          Add people
        </MenuItem>
      )}
      {mayEdit && (
        <MenuItem icon={Pencil} onSelect={() => openDialog({ name: 'edit-channel', channelId: channel.id })}>
          Edit channel
        </MenuItem>
      )}
      {path && (
        <MenuItem icon={Link} onSelect={() => void copyText(location.origin + path, 'Link copied')}>
          Copy link
        </MenuItem>
      )}
      {isTeams && !isDefault && channel.delete_at === 0 && (
        <>
          <MenuSeparator />
          <MenuItem icon={LogOut} onSelect={() => openDialog({ name: 'leave-channel', channelId: channel.id })}>
            Leave channel
          </MenuItem>
          {mayArchive && (
            <MenuItem
              icon={Archive}
              danger
              onSelect={() => openDialog({ name: 'archive-channel', channelId: channel.id })}
            >
              Archive channel
            </MenuItem>
          )}
        </>
      )}
    </Menu>
  );
}

function useMayEdit(channel: Channel): boolean {
  return useLive((state) => {
    if (channel.type === 'D' || channel.type === 'G' || channel.delete_at > 0) return false;
    const permission = channel.type === 'O' ? 'manage_public_channel_properties' : 'manage_private_channel_properties';
    return can(state, permission, { channel_id: channel.id });
  });
}
