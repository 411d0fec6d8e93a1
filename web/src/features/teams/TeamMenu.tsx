import { ChevronDown } from 'lucide-react';

import type { Team } from '@innermost/protocol/teams.ts';

import { useLive } from '../../live/live.ts';
import { unreadInTeam } from '../../live/select.ts';
import type { LiveState } from '../../live/state.ts';
import { MenuButton } from '../../shell/MenuButton.tsx';
import { part } from '../../shell/part.tsx';
import { useWidth } from '../../shell/use-width.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { t } from '../../words/words.ts';

const OpenTeamMenu = part(() => import('./OpenTeamMenu.tsx').then((module) => module.OpenTeamMenu));

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
    <MenuButton label={team.display_name} trigger={trigger}>
      {(open) => <OpenTeamMenu team={team} {...open} />}
    </MenuButton>
  );
}

function mentionsElsewhere(state: LiveState, teamId: string): number {
  const others = Object.keys(state.teams).filter((id) => id !== teamId);
  return others.reduce((sum, id) => sum + unreadInTeam(state, id).mentions, 0);
}
