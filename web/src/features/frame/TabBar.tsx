import { House, MessagesSquare } from 'lucide-react';
import { Link } from 'wouter';

import type { Team } from '@innermost/protocol/teams.ts';

import { useLive, useLiveShape } from '../../live/live.ts';
import { unreadThreads } from '../../live/select.ts';
import { UserAvatar } from '../../people/UserAvatar.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { t } from '../../words/words.ts';

export interface TabBarProps {
  team: Team;
  open: 'home' | 'threads' | 'you';
}

/** The foot of the phone's first level. */
export function TabBar({ team, open }: TabBarProps) {
  const { threads, mentions } = useLiveShape((state) => unreadThreads(state, team.id));
  const meId = useLive((state) => state.me_id);
  const tab = (name: TabBarProps['open']) => ({
    className: name === open ? 'on' : '',
    'aria-current': name === open ? ('page' as const) : undefined,
  });
  return (
    <nav className="tabbar" aria-label={t('Sections')} data-region="tabs">
      <Link href={`/${team.name}`} {...tab('home')}>
        <Icon of={House} />
        {t('Home')}
      </Link>
      <Link href={`/${team.name}/threads`} {...tab('threads')}>
        <Icon of={MessagesSquare} />
        {t('Threads')}
        {mentions > 0 && <Badge count={mentions} />}
        {mentions === 0 && threads > 0 && <span className="dot" />}
        {mentions === 0 && threads > 0 && <span className="sr"> {t('(unread)')}</span>}
      </Link>
      <Link href={`/${team.name}/settings`} {...tab('you')}>
        <UserAvatar userId={meId} size={24} />
        {t('You')}
      </Link>
    </nav>
  );
}
