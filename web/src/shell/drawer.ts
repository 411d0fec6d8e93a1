import { useLocation } from 'wouter';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

/** Where the sidebar was drawn over the sheet, for want of room beside it; going anywhere else closes it. */
const drawer = createStore<{ openAt?: string }>(() => ({}));

export function showDrawer(isOpen: boolean): void {
  drawer.setState(isOpen ? { openAt: location.pathname } : {}, true);
}

export function useDrawer(): boolean {
  const [path] = useLocation();
  return useStore(drawer, (state) => state.openAt === path);
}
