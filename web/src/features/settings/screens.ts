import { Palette, Settings, ShieldCheck, User, UserPlus } from 'lucide-react';

import { can } from '../../live/select.ts';
import { screen } from '../../shell/screen.ts';
import { msg } from '../../words/words.ts';

const profile = screen({
  path: '/:team/settings/profile',
  title: msg('Profile'),
  section: 'you',
  listedUnder: 'you',
  listing: { name: 'profile', icon: User },
  load: () => import('./Profile.tsx').then((module) => module.ProfilePage),
  offline: false,
});

const appearance = screen({
  path: '/:team/settings/appearance',
  title: msg('Appearance'),
  section: 'you',
  listedUnder: 'you',
  listing: { name: 'appearance', icon: Palette },
  load: () => import('./Appearance.tsx').then((module) => module.AppearancePage),
  offline: true,
});

const security = screen({
  path: '/:team/settings/security',
  title: msg('Security'),
  section: 'you',
  listedUnder: 'you',
  listing: { name: 'security', icon: ShieldCheck },
  load: () => import('./Security.tsx').then((module) => module.SecurityPage),
  offline: false,
});

const invite = screen({
  path: '/:team/settings/invite',
  title: msg('Invite people'),
  section: 'you',
  listedUnder: 'team',
  listing: {
    name: 'invite-link',
    icon: UserPlus,
    may: (state, { team }) => can(state, 'invite_user', { team_id: team.id }),
  },
  load: () => import('./Invite.tsx').then((module) => module.InvitePage),
  offline: false,
});

/** The list alone on a phone; elsewhere, and at any other address of settings, its first screen. */
const settings = screen({
  path: '/:team/settings/*',
  title: msg('Settings'),
  section: 'you',
  list: { wide: profile },
  listing: { name: 'settings', icon: Settings, menus: { account: 12 } },
  load: () => import('./Profile.tsx').then((module) => module.ProfilePage),
  offline: true,
});

export const screens = [profile, appearance, security, invite, settings];
