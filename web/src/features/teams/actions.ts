import { LogOut, Settings2, UserPlus } from 'lucide-react';

import { can } from '../../live/select.ts';
import { action, type Entry } from '../../shell/action.ts';
import { openDialog } from '../../shell/dialogs.ts';
import { msg } from '../../words/words.ts';
import { invitePeople, leaveTeam, teamSettings } from './dialogs.ts';

const aboutTeam: Entry['about'] = (_, { team }) => team.display_name;

const invite = action({
  name: 'invite',
  title: msg('Invite people'),
  icon: UserPlus,
  menus: { team: 11 },
  may: (state, { team }) => can(state, 'invite_user', { team_id: team.id }),
  about: aboutTeam,
  run: ({ team }) => openDialog(invitePeople, { teamId: team.id }),
});

const settings = action({
  name: 'team-settings',
  title: msg('Team settings'),
  icon: Settings2,
  menus: { team: 14 },
  may: (state, { team }) => can(state, 'manage_team', { team_id: team.id }),
  about: aboutTeam,
  run: ({ team }) => openDialog(teamSettings, { teamId: team.id }),
});

const leave = action({
  name: 'leave-team',
  title: msg('Leave team'),
  icon: LogOut,
  danger: true,
  menus: { team: 31 },
  about: aboutTeam,
  run: ({ team }) => openDialog(leaveTeam, { teamId: team.id }),
});

export const actions = [invite, settings, leave];
