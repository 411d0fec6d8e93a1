import { door } from '../../shell/screen.ts';

const signIn = door({
  path: '/login',
  title: 'Sign in',
  for: 'signed-out',
  load: () => import('./SignIn.tsx').then((module) => module.SignIn),
  offline: false,
});

export const screens = [signIn];
