import { ChevronDown, Plus } from 'lucide-react';
import { useLocation } from 'wouter';

import type { Team } from '@innermost/protocol/teams.ts';

import { useLive, useLiveShape } from '../../live/live.ts';
import { can, teamsInOrder, unreadInTeam } from '../../live/select.ts';
import type { LiveState } from '../../live/state.ts';
import { MenuEntries } from '../../shell/MenuEntries.tsx';
import { useWidth } from '../../shell/use-width.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Menu, MenuCheck, MenuGroup, MenuItem, MenuSeparator } from '../../ui/Menu.tsx';
import { t } from '../../words/words.ts';

/** The team's name at the top of the sidebar, and what can be done with the team. */
export function TeamMenu({ team }: { team: Team }) {
  const isPhone = useWidth() === 'phone';
  const elsewhere = useLive((state) => (isPhone ? mentionsElsewhere(state, team.id) : 0));
  const trigger = (
    <button type="button" className="team-name">
      <h1 className="clip">{team.display_name}</h1>
      <Icon of={ChevronDown} />
      {elsewhere > 0 && <Badge count={elsewhere} of={t('mentions in other teams')} />}
    </button>
  );
  return (
    <Menu label={team.display_name} trigger={trigger}>
      {isPhone && <Teams open={team} />}
      <MenuEntries menu="team" />
    </Menu>
  );
}

/** A phone has no room for the team bar: what it leads to is here. */
function Teams({ open }: { open: Team }) {
  const [, navigate] = useLocation();
  const teams = useLiveShape((state) => teamsInOrder(state).map((team) => team.id));
  const mayCreate = useLive((state) => can(state, 'create_team'));
  return (
    <>
      {teams.length > 1 && (
        <MenuGroup title={t('Teams')}>
          {teams.map((id) => (
            <TeamChoice key={id} teamId={id} isOpen={id === open.id} />
          ))}
        </MenuGroup>
      )}
      {mayCreate && (
        <MenuItem icon={Plus} onSelect={() => navigate('/create_team')}>
          {t('Make another team')}
        </MenuItem>
      )}
      {(teams.length > 1 || mayCreate) && <MenuSeparator />}
    </>
  );
}

function TeamChoice({ teamId, isOpen }: { teamId: string; isOpen: boolean }) {
  const [, navigate] = useLocation();
  const team = useLive((state) => state.teams[teamId]);
  const { mentions, unread } = useLiveShape((state) => unreadInTeam(state, teamId));
  if (!team) return null;
  return (
    <MenuCheck on={isOpen} onChange={() => navigate(`/${team.name}`)}>
      {team.display_name} {!isOpen && mentions > 0 && <Badge count={mentions} />}
      {!isOpen && mentions === 0 && unread && <span className="t3">{t('new')}</span>}
    </MenuCheck>
  );
}

function mentionsElsewhere(state: LiveState, teamId: string): number {
  const others = Object.keys(state.teams).filter((id) => id !== teamId);
  return others.reduce((sum, id) => sum + unreadInTeam(state, id).mentions, 0);
}
