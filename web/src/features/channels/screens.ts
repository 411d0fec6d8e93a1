import { Hash } from 'lucide-react';

import { screen } from '../../shell/screen.ts';
import { msg } from '../../words/words.ts';
import { ChannelSheet } from './ChannelSheet.tsx';
import { ToChannel } from './ToChannel.tsx';

const home = screen({
  // Official clients' addresses without a channel lead here, too.
  path: ['/:team', '/:team/channels', '/:team/messages'],
  title: msg('Channels'),
  section: 'home',
  list: {},
  show: ToChannel,
  offline: true,
});

const post = screen({
  // Official clients put a message of the channel third.
  path: ['/:team/pl/:post', '/:team/channels/:channel/:post(id)/*', '/:team/messages/:who/:post(id)/*'],
  title: msg('Message'),
  section: 'home',
  load: () => import('./ToPost.tsx').then((module) => module.ToPost),
  offline: false,
});

const channel = screen({
  path: '/:team/channels/:channel/*',
  title: msg('Channel'),
  section: 'home',
  channel: (params) => ({ name: 'channel', channel: params.channel }),
  show: ChannelSheet,
  offline: true,
});

const messages = screen({
  path: '/:team/messages/:who/*',
  title: msg('Messages'),
  section: 'home',
  channel: ({ who }) => ({ name: 'messages', who }),
  show: ChannelSheet,
  offline: true,
});

const browse = screen({
  path: '/:team/browse/*',
  title: msg('Browse channels'),
  section: 'home',
  listing: { name: 'browse', icon: Hash, menus: { team: 21, 'add-channel': 11 } },
  load: () => import('./BrowseChannels.tsx').then((module) => module.BrowseChannels),
  offline: false,
});

export const screens = [home, post, channel, messages, browse];
