import { ChevronDown, Hash, LogOut, Plus, UserPlus, Webhook } from 'lucide-react';
import { useLocation } from 'wouter';

import type { Team } from '@innermost/protocol/teams.ts';

import { useLive, useLiveShape } from '../../live/live.ts';
import { can, teamsInOrder, unreadInTeam } from '../../live/select.ts';
import type { LiveState } from '../../live/state.ts';
import { openDialog } from '../../shell/dialogs.ts';
import { useWidth } from '../../shell/use-width.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Menu, MenuCheck, MenuGroup, MenuItem, MenuSeparator } from '../../ui/Menu.tsx';

/** The team's name at the top of the sidebar, and what can be done with the team. */
export function TeamMenu({ team }: { team: Team }) {
  const [, navigate] = useLocation();
  const mayInvite = useLive((state) => can(state, 'invite_user', { team_id: team.id }));
  const mayHook = useLive((state) => can(state, 'manage_own_incoming_webhooks', { team_id: team.id }));
  const mayCreate = useLive((state) => can(state, 'create_public_channel', { team_id: team.id }));
  const isPhone = useWidth() === 'phone';
  const elsewhere = useLive((state) => (isPhone ? mentionsElsewhere(state, team.id) : 0));
  const trigger = (
    <button type="button" className="team-name">
      <h1 className="clip">{team.display_name}</h1>
      <Icon of={ChevronDown} />
      {elsewhere > 0 && <Badge count={elsewhere} of="mentions in other teams" />}
    </button>
  );
  return (
    <Menu label={team.display_name} trigger={trigger}>
      {isPhone && <Teams open={team} />}
      {mayInvite && (
        <MenuItem icon={UserPlus} onSelect={() => openDialog({ name: 'invite', teamId: team.id })}>
          Invite people
        </MenuItem>
      )}
      {mayHook && (
        <MenuItem icon={Webhook} onSelect={() => navigate(`/${team.name}/integrations/webhooks`)}>
          Webhooks
        </MenuItem>
      )}
      <MenuSeparator />
      <MenuItem icon={Hash} onSelect={() => navigate(`/${team.name}/browse`)}>
        Browse channels
      </MenuItem>
      {mayCreate && (
        <MenuItem icon={Plus} onSelect={() => openDialog({ name: 'new-channel', teamId: team.id })}>
          New channel
        </MenuItem>
      )}
      <MenuSeparator />
      <MenuItem icon={LogOut} danger onSelect={() => openDialog({ name: 'leave-team', teamId: team.id })}>
        Leave team
      </MenuItem>
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
        <MenuGroup title="Teams">
          {teams.map((id) => (
            <TeamChoice key={id} teamId={id} isOpen={id === open.id} />
          ))}
        </MenuGroup>
      )}
      {mayCreate && (
        <MenuItem icon={Plus} onSelect={() => navigate('/create_team')}>
          Make another team
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
      {!isOpen && mentions === 0 && unread && <span className="t3">new</span>}
    </MenuCheck>
  );
}

function mentionsElsewhere(state: LiveState, teamId: string): number {
  const others = Object.keys(state.teams).filter((id) => id !== teamId);
  return others.reduce((sum, id) => sum + unreadInTeam(state, id).mentions, 0);
}
