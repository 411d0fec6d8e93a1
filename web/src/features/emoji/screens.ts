import { Smile } from 'lucide-react';

import { screen } from '../../shell/screen.ts';
import { msg } from '../../words/words.ts';
import { areOwnOn } from './pictures.ts';

const emoji = screen({
  path: '/:team/emoji/*',
  title: msg('Emoji'),
  section: 'you',
  listedUnder: 'team',
  listing: { name: 'emoji', icon: Smile, menus: { team: 13 }, may: areOwnOn },
  load: () => import('./page/EmojiPage.tsx').then((module) => module.EmojiPage),
  offline: false,
});

export const screens = [emoji];
