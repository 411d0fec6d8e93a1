import { Circle, CircleDot, CircleMinus, Clock, LogOut, Moon, Sun } from 'lucide-react';

import type { LiveState } from '../../live/state.ts';
import { presenceOf } from '../../people/UserAvatar.tsx';
import { action } from '../../shell/action.ts';
import { chooseLook, currentLook, isDark } from '../../styles/theme.ts';
import { msg } from '../../words/words.ts';
import { choosePresence, signOut as signOutNow } from './account-acts.ts';

const isShownAs = (state: LiveState, presence: string) =>
  presenceOf(state.statuses[state.me_id] ?? 'online') === presence;

const toDark = action({
  name: 'to-dark',
  title: msg('Change to dark'),
  icon: Moon,
  menus: { account: 11 },
  may: () => !isDark(),
  run: () => chooseLook({ ...currentLook(), theme: 'dark' }),
});

const toLight = action({
  name: 'to-light',
  title: msg('Change to light'),
  icon: Sun,
  menus: { account: 11 },
  may: isDark,
  run: () => chooseLook({ ...currentLook(), theme: 'light' }),
});

const online = action({
  name: 'online',
  title: msg('Show me as online'),
  icon: CircleDot,
  may: (state) => !isShownAs(state, 'online'),
  run: () => void choosePresence('online'),
  offline: false,
});

const away = action({
  name: 'away',
  title: msg('Show me as away'),
  icon: Clock,
  may: (state) => !isShownAs(state, 'away'),
  run: () => void choosePresence('away'),
  offline: false,
});

const doNotDisturb = action({
  name: 'dnd',
  title: msg('Show me as not to be disturbed'),
  icon: CircleMinus,
  may: (state) => !isShownAs(state, 'dnd'),
  run: () => void choosePresence('dnd'),
  offline: false,
});

const invisible = action({
  name: 'offline',
  title: msg('Show me as offline'),
  icon: Circle,
  may: (state) => !isShownAs(state, 'offline'),
  run: () => void choosePresence('offline'),
  offline: false,
});

const signOut = action({
  name: 'sign-out',
  title: msg('Sign out'),
  icon: LogOut,
  menus: { account: 21 },
  run: () => void signOutNow(),
  offline: false,
});

export const actions = [toDark, toLight, online, away, doNotDisturb, invisible, signOut];
