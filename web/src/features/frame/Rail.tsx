import { Plus, Settings } from 'lucide-react';
import { Link } from 'wouter';

import type { Team } from '@innermost/protocol/teams.ts';

import { useLive, useLiveShape } from '../../live/live.ts';
import { can, teamsInOrder, unreadInTeam } from '../../live/select.ts';
import { Badge } from '../../ui/Badge.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Icon } from '../../ui/Icon.tsx';
import { hueOf } from '../../ui/initials.ts';
import { Sign } from '../../ui/Sign.tsx';
import { tip } from '../../ui/Tooltip.tsx';
import { t } from '../../words/words.ts';
import { AccountMenu } from '../account/AccountMenu.tsx';
import { TeamMark } from '../teams/TeamMark.tsx';

export interface RailProps {
  open: Team | undefined;
}

/** The team bar: my teams, another one, settings, and me. */
export function Rail({ open }: RailProps) {
  const teams = useLiveShape((state) => teamsInOrder(state).map((team) => team.id));
  const mayCreate = useLive((state) => can(state, 'create_team'));
  return (
    <nav className="rail" aria-label={t('Teams')} data-region="teams">
      <Sign />
      {teams.map((id) => (
        <TeamTile key={id} teamId={id} isOpen={id === open?.id} />
      ))}
      {mayCreate && (
        <Link
          href="/create_team"
          className="tile add"
          aria-label={t('Make another team')}
          {...tip(t('Make another team'), undefined, 'right')}
        >
          <Icon of={Plus} />
        </Link>
      )}
      <span className="sp" />
      {open && (
        <Link
          href={`/${open.name}/settings`}
          className="ib"
          aria-label={t('Settings')}
          {...tip(t('Settings'), undefined, 'right')}
        >
          <Icon of={Settings} />
        </Link>
      )}
      <AccountMenu />
    </nav>
  );
}

function TeamTile({ teamId, isOpen }: { teamId: string; isOpen: boolean }) {
  const team = useLive((state) => state.teams[teamId]);
  const { mentions, unread } = useLiveShape((state) => unreadInTeam(state, teamId));
  if (!team) return null;
  return (
    <Link
      href={`/${team.name}`}
      className={classNames('tile', isOpen && 'on')}
      aria-current={isOpen ? 'true' : undefined}
      style={{ '--h': hueOf(team.id) } as Record<string, number>}
      draggable={false}
      {...tip(team.display_name, undefined, 'right')}
    >
      <TeamMark team={team} />
      <span className="sr">{team.display_name}</span>
      {!isOpen && mentions > 0 && <Badge count={mentions} />}
      {!isOpen && mentions === 0 && unread && <span className="nw" />}
      {!isOpen && mentions === 0 && unread && <span className="sr"> {t('(unread)')}</span>}
    </Link>
  );
}
