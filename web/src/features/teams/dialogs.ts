import { dialog } from '../../shell/dialogs.ts';

export const invitePeople = dialog<{ teamId: string }>({
  title: 'Invite people',
  load: () => import('./InvitePeople.tsx').then((module) => module.InvitePeople),
});

export const leaveTeam = dialog<{ teamId: string }>({
  title: 'Leave team',
  load: () => import('./LeaveTeam.tsx').then((module) => module.LeaveTeam),
});
