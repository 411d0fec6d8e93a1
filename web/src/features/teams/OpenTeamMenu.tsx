import { Plus } from 'lucide-react';
import { useLocation } from 'wouter';

import type { Team } from '@innermost/protocol/teams.ts';

import { useLive, useLiveShape } from '../../live/live.ts';
import { can, teamsInOrder, unreadInTeam } from '../../live/select.ts';
import type { OpenMenu } from '../../shell/MenuButton.tsx';
import { MenuEntries } from '../../shell/MenuEntries.tsx';
import { useWidth } from '../../shell/use-width.ts';
import { Badge } from '../../ui/Badge.tsx';
import { MenuAt, MenuCheck, MenuGroup, MenuItem, MenuSeparator } from '../../ui/Menu.tsx';
import { t } from '../../words/words.ts';

export function OpenTeamMenu({ team, ...menu }: OpenMenu & { team: Team }) {
  const isPhone = useWidth() === 'phone';
  return (
    <MenuAt label={team.display_name} {...menu}>
      {isPhone && <Teams open={team} />}
      <MenuEntries menu="team" />
    </MenuAt>
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
