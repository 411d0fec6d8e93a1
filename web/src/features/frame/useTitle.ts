import { useEffect } from 'react';

import type { Team } from '@innermost/protocol/teams.ts';

import { useLiveShape } from '../../live/live.ts';
import { isUnread, unreadIn, unreadThreads } from '../../live/select.ts';
import type { LiveState } from '../../live/state.ts';

/** The window's title: what asks for me, where I am. The icon gets a dot with it. */
export function useTitle(team: Team, title: string): void {
  const { mentions, unread } = useLiveShape(everywhere);
  useEffect(() => {
    const count = mentions > 0 ? `(${mentions}) ` : unread ? '• ' : '';
    document.title = `${count}${title} · ${team.display_name}`;
    const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
    if (icon) showOnIcon(icon, mentions > 0);
    return () => {
      document.title = 'Innermost';
    };
  }, [mentions, unread, title, team.display_name]);
}

function everywhere(state: LiveState): { mentions: number; unread: boolean } {
  let mentions = 0;
  let unread = false;
  for (const id of Object.keys(state.channels)) {
    const inChannel = unreadIn(state, id);
    mentions += inChannel.mentions;
    unread ||= isUnread(inChannel);
  }
  const threads = unreadThreads(state, '');
  return { mentions: mentions + threads.mentions, unread: unread || threads.threads > 0 };
}

let plainIcon: string | undefined;
const dotted = new URL('./sign-dot.svg', import.meta.url).href;

function showOnIcon(icon: HTMLLinkElement, isAsked: boolean): void {
  plainIcon ??= icon.href;
  const href = isAsked ? dotted : plainIcon;
  if (icon.href !== href) icon.href = href;
}
