import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

/** Whether the sidebar is drawn over the sheet, where there is no room beside it. */
const drawer = createStore(() => ({ isOpen: false }));

export function showDrawer(isOpen: boolean): void {
  drawer.setState({ isOpen });
}

export function useDrawer(): boolean {
  return useStore(drawer, (state) => state.isOpen);
}
