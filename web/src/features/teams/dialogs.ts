import { dialog } from '../../shell/dialogs.ts';
import { msg } from '../../words/words.ts';

export const invitePeople = dialog<{ teamId: string }>({
  title: msg('Invite people'),
  load: () => import('./InvitePeople.tsx').then((module) => module.InvitePeople),
});

export const teamSettings = dialog<{ teamId: string }>({
  title: msg('Team settings'),
  load: () => import('./TeamSettings.tsx').then((module) => module.TeamSettings),
});

export const leaveTeam = dialog<{ teamId: string }>({
  title: msg('Leave team'),
  load: () => import('./LeaveTeam.tsx').then((module) => module.LeaveTeam),
});
