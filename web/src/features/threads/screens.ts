import { MessagesSquare } from 'lucide-react';

import { panelQuery } from '../../shell/paths.ts';
import { lead, screen } from '../../shell/screen.ts';
import { msg } from '../../words/words.ts';

const threads = screen({
  path: '/:team/threads',
  title: msg('Threads'),
  section: 'threads',
  listing: { name: 'threads', icon: MessagesSquare },
  load: () => import('./ThreadsPage.tsx').then((module) => module.ThreadsPage),
  offline: true,
});

/** Official clients' address of a thread: here it is the panel beside the list. */
const threadLink = lead('/:team/threads/:thread/*', ({ team, thread }) => {
  return threads.at({ team }) + panelQuery({ name: 'thread', id: thread });
});

export const screens = [threads, threadLink];
