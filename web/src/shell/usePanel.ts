import { useLocation, useSearch } from 'wouter';
import { navigate } from 'wouter/use-browser-location';

import { panelOf, panelQuery, type Panel } from './paths.ts';

/** The panel on the right, which lives in the address. */
export function usePanel() {
  const [path, go] = useLocation();
  const search = useSearch();
  const open = (panel: Panel | undefined) => go(path + panelQuery(panel));
  return { panel: panelOf(search), open, close: () => open(undefined) };
}

/** Reads the address only when called: a message that can open a thread need not be drawn anew when it changes. */
export function openThread(id: string): void {
  openPanel({ name: 'thread', id });
}

export function openPanel(panel: Panel): void {
  navigate(location.pathname + panelQuery(panel));
}
