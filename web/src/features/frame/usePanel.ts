import { useLocation, useSearch } from 'wouter';

import { panelOf, panelQuery, type Panel } from '../../paths.ts';

/** The panel on the right, which lives in the address. */
export function usePanel() {
  const [path, navigate] = useLocation();
  const search = useSearch();
  const open = (panel: Panel | undefined) => navigate(path + panelQuery(panel));
  return {
    panel: panelOf(search),
    open,
    openThread: (id: string) => open({ name: 'thread', id }),
    close: () => open(undefined),
  };
}
