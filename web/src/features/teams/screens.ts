import { Plus, Users } from 'lucide-react';

import { can } from '../../live/select.ts';
import { door } from '../../shell/screen.ts';
import { msg } from '../../words/words.ts';

const createTeam = door({
  path: '/create_team',
  title: msg('Make another team'),
  for: 'signed-in',
  listing: { name: 'create-team', icon: Plus, may: (state) => can(state, 'create_team') },
  load: () => import('./CreateTeam.tsx').then((module) => module.CreateTeam),
  offline: false,
});

const selectTeam = door({
  path: '/select_team',
  title: msg('Choose a team'),
  for: 'signed-in',
  listing: { name: 'select-team', icon: Users },
  load: () => import('./SelectTeam.tsx').then((module) => module.SelectTeam),
  offline: false,
});

/** An invite link, or making an account without one. */
const joinTeam = door({
  path: '/signup_user_complete',
  title: msg('Join a team'),
  for: 'both',
  load: () => import('./JoinTeam.tsx').then((module) => module.JoinTeam),
  offline: false,
});

export const screens = [createTeam, selectTeam, joinTeam];
