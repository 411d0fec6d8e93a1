import { useState } from 'react';
import { MessageCircle } from 'lucide-react';
import { useLocation } from 'wouter';

import { useLive } from '../live/live.ts';
import { can, displayName } from '../live/select.ts';
import { sentenceFor } from '../shell/errors.ts';
import { Button } from '../ui/Button.tsx';
import { PopoverAt } from '../ui/PopoverAt.tsx';
import { Presence, presenceWord } from '../ui/Presence.tsx';
import { Tag } from '../ui/Tag.tsx';
import { t } from '../words/words.ts';
import { openConversation } from './conversation.ts';
import { Deactivate } from './Deactivate.tsx';
import { Unlock } from './Unlock.tsx';
import { presenceOf, UserAvatar } from './UserAvatar.tsx';
import './people.css';

export interface ProfileCardProps {
  userId: string;
  /** What was pressed. */
  anchor: HTMLElement;
  teamName: string;
  onClose: () => void;
}

/** Who somebody is, and a way to write to them. */
export function ProfileCard({ userId, anchor, teamName, onClose }: ProfileCardProps) {
  const [, navigate] = useLocation();
  const user = useLive((state) => state.users[userId]);
  const name = useLive((state) => displayName(user, state.config));
  const status = useLive((state) => state.statuses[userId]);
  const mayUnlock = useLive((state) => can(state, 'sysconsole_write_user_management_users'));
  const isMe = useLive((state) => state.me_id === userId);
  const isAdmin = useLive((state) => state.users[state.me_id]?.roles.split(' ').includes('system_admin') ?? false);
  const [error, setError] = useState<string>();
  const write = async () => {
    setError(undefined);
    try {
      const path = await openConversation([userId], teamName);
      onClose();
      if (path) navigate(path);
    } catch (failure) {
      setError(sentenceFor(failure));
    }
  };
  if (!user) return null;
  return (
    <PopoverAt label={name} anchor={anchor} onClose={onClose} side="right" align="start">
      <div className="profile">
        <UserAvatar userId={userId} size={72} />
        <div>
          <h3>
            {name} {user.is_bot && <Tag>{t('Bot')}</Tag>}
          </h3>
          <p className="t2">{isMe ? t('@{username} · you', { username: user.username }) : `@${user.username}`}</p>
        </div>
        {status && !user.is_bot && (
          <p className="row small">
            <Presence state={presenceOf(status)} /> {presenceWord(presenceOf(status))}
          </p>
        )}
        {user.position !== '' && <p className="small">{user.position}</p>}
        {user.delete_at > 0 && <p className="small t3">{t('This account is deactivated.')}</p>}
        {mayUnlock && !user.is_bot && <Unlock userId={userId} />}
        {!isMe && user.delete_at === 0 && (
          <Button small icon={MessageCircle} data-first onClick={() => void write()}>
            {t('Message')}
          </Button>
        )}
        {isAdmin && !isMe && !user.is_bot && user.delete_at === 0 && (
          <Deactivate userId={userId} name={name} onDone={onClose} />
        )}
        {error && (
          <p className="help bad" role="alert">
            {error}
          </p>
        )}
      </div>
    </PopoverAt>
  );
}
