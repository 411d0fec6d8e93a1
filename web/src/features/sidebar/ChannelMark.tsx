import { Hash, Lock } from 'lucide-react';

import type { Channel } from '@innermost/protocol/channels.ts';

import { useLive } from '../../live/live.ts';
import { partnerId } from '../../live/select.ts';
import { UserAvatar } from '../../people/UserAvatar.tsx';
import { Avatar } from '../../ui/Avatar.tsx';
import { Icon } from '../../ui/Icon.tsx';

export interface ChannelMarkProps {
  channel: Channel;
  size?: 20 | 24 | 28;
}

/** What stands before a channel's name: its sign, the person's avatar, or how many people there are. */
export function ChannelMark({ channel, size = 20 }: ChannelMarkProps) {
  const partner = useLive((state) => partnerId(channel, state.me_id));
  const others = useLive((state) => (state.groupMembers[channel.id] ?? []).filter((id) => id !== state.me_id).length);
  if (channel.type === 'D') return <UserAvatar userId={partner} size={size} withPresence />;
  if (channel.type === 'G') return <Avatar id={channel.id} name={String(others || '…')} size={size} />;
  return <Icon of={channel.type === 'P' ? Lock : Hash} />;
}
