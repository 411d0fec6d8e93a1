import { door } from '../../shell/screen.ts';
import { msg } from '../../words/words.ts';

const signIn = door({
  path: '/login',
  title: msg('Sign in'),
  for: 'signed-out',
  load: () => import('./SignIn.tsx').then((module) => module.SignIn),
  offline: false,
});

export const screens = [signIn];
