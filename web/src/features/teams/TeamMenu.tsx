import { ChevronDown, Hash, LogOut, Plus, UserPlus, Webhook } from 'lucide-react';
import { useLocation } from 'wouter';

import type { Team } from '@innermost/protocol/teams.ts';

import { useLive } from '../../live/live.ts';
import { can } from '../../live/select.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Menu, MenuItem, MenuSeparator } from '../../ui/Menu.tsx';
import { openDialog } from '../frame/dialogs.ts';

/** The team's name at the top of the sidebar, and what can be done with the team. */
export function TeamMenu({ team }: { team: Team }) {
  const [, navigate] = useLocation();
  const mayInvite = useLive((state) => can(state, 'invite_user', { team_id: team.id }));
  const mayHook = useLive((state) => can(state, 'manage_own_incoming_webhooks', { team_id: team.id }));
  const mayCreate = useLive((state) => can(state, 'create_public_channel', { team_id: team.id }));
  const trigger = (
    <button type="button" className="team-name">
      <h1 className="clip">{team.display_name}</h1>
      <Icon of={ChevronDown} />
    </button>
  );
  return (
    <Menu label={team.display_name} trigger={trigger}>
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
