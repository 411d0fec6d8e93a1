import { useEffect } from 'react';
import { useLocation } from 'wouter';

import type { Team } from '@innermost/protocol/teams.ts';

import { live } from '../../live/live.ts';
import { isUnread, unreadIn } from '../../live/select.ts';
import { openDialog } from '../../shell/dialogs.ts';
import { showDrawer } from '../../shell/drawer.ts';
import { channelPath } from '../../shell/paths.ts';
import { usePanel } from '../../shell/usePanel.ts';
import { isComposing, modHeld } from '../../ui/keys.ts';
import { jump } from '../sidebar/dialogs.ts';
import { sectionsOf } from '../sidebar/sections.ts';
import { shortcuts } from './dialogs.ts';

/** Keys that work everywhere (listed in `shortcuts.ts`): the jump dialog, going through channels, regions, and closing. */
export function useShortcuts(team: Team, channelId: string | undefined): void {
  const [, navigate] = useLocation();
  const { panel, close } = usePanel();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isComposing(event)) return;
      if (modHeld(event) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'k') {
        openDialog(jump, {});
      } else if (isHelp(event) && !isInDialog(event.target)) {
        openDialog(shortcuts, {});
      } else if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
        const next = neighbour(team.id, channelId, event.key === 'ArrowUp' ? -1 : 1, event.shiftKey);
        const channel = live.store.getState().channels[next ?? ''];
        const path = channel && channelPath(live.store.getState(), team.name, channel);
        if (!path) return;
        navigate(path);
      } else if (event.key === 'F6') {
        moveRegion(event.shiftKey ? -1 : 1);
      } else if (event.key === 'Escape' && !isInDialog(event.target)) {
        showDrawer(false);
        if (!panel) return;
        close();
        focusRegion('composer');
      } else return;
      event.preventDefault();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [team, channelId, navigate, panel, close]);
}

/** Whatever else is held: many layouts have the slash on another key's Shift. */
function isHelp(event: KeyboardEvent): boolean {
  return (event.ctrlKey || event.metaKey) && !event.altKey && event.key === '/';
}

/** The channel before or after in the sidebar; with Shift only those with something new. */
function neighbour(teamId: string, openId: string | undefined, step: number, onlyUnread: boolean): string | undefined {
  const state = live.store.getState();
  const ids = sectionsOf(state, teamId, openId).flatMap((section) => section.channel_ids);
  const at = openId === undefined ? -1 : ids.indexOf(openId);
  for (let tried = 1; tried <= ids.length; tried += 1) {
    const id = ids[(at + step * tried + ids.length * tried) % ids.length];
    if (id !== undefined && id !== openId && (!onlyUnread || isUnread(unreadIn(state, id)))) return id;
  }
  return undefined;
}

const regions = ['teams', 'sidebar', 'main', 'timeline', 'composer', 'panel', 'tabs'];

function moveRegion(step: number): void {
  const present = regions.filter((name) => document.querySelector(`[data-region="${name}"]`));
  const current = document.activeElement?.closest<HTMLElement>('[data-region]')?.dataset['region'];
  const at = present.indexOf(current ?? '');
  const next = present[(at + step + present.length) % present.length];
  if (next) focusRegion(next);
}

/** Focus goes to what Tab would reach first there; in the timeline to the message it stands on. */
function focusRegion(name: string): void {
  const region = document.querySelector<HTMLElement>(`[data-region="${name}"]`);
  const target =
    name === 'timeline'
      ? region?.querySelector<HTMLElement>('[data-guard]')
      : region?.querySelector<HTMLElement>('textarea, a[href][aria-current], a[href], button, input, [tabindex="0"]');
  target?.focus();
}

function isInDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('dialog, [popover]') !== null;
}
