import { getUserImage } from '@innermost/protocol/users.ts';

import { live, useLive } from '../live/live.ts';
import { displayName } from '../live/select.ts';
import { Avatar, type AvatarProps } from '../ui/Avatar.tsx';
import type { PresenceState } from '../ui/Presence.tsx';

export interface UserAvatarProps extends Pick<AvatarProps, 'size'> {
  userId: string;
  withPresence?: boolean;
}

/** A person's or bot's avatar: the picture they chose, or their initials. */
export function UserAvatar({ userId, size, withPresence }: UserAvatarProps) {
  const user = useLive((state) => state.users[userId]);
  const name = useLive((state) => displayName(user, state.config));
  const status = useLive((state) => (withPresence ? state.statuses[userId] : undefined));
  // Wire: below zero, somebody removed their picture; what the server draws instead is not worth a question for each.
  const picture =
    user?.last_picture_update && user.last_picture_update > 0
      ? `${live.client.url(getUserImage, { params: { user_id: userId } })}?_=${user.last_picture_update}`
      : undefined;
  return (
    <Avatar
      kind={user?.is_bot ? 'bot' : 'person'}
      id={userId}
      name={name}
      src={picture}
      presence={status === undefined || user?.is_bot ? undefined : presenceOf(status)}
      {...(size && { size })}
    />
  );
}

export function presenceOf(status: string): PresenceState {
  if (status === 'online' || status === 'away' || status === 'dnd') return status;
  return 'offline';
}
