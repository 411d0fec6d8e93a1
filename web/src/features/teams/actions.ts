import { LogOut, UserPlus } from 'lucide-react';

import { can } from '../../live/select.ts';
import { action, type Entry } from '../../shell/action.ts';
import { openDialog } from '../../shell/dialogs.ts';
import { msg } from '../../words/words.ts';
import { invitePeople, leaveTeam } from './dialogs.ts';

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

const leave = action({
  name: 'leave-team',
  title: msg('Leave team'),
  icon: LogOut,
  danger: true,
  menus: { team: 31 },
  about: aboutTeam,
  run: ({ team }) => openDialog(leaveTeam, { teamId: team.id }),
});

export const actions = [invite, leave];
