import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

interface OpenProfile {
  userId: string;
  anchor: HTMLElement;
}

/** Whose card is open; it belongs to the name or avatar that was pressed. */
const profile = createStore<{ open?: OpenProfile }>(() => ({}));

export function openProfile(userId: string, anchor: HTMLElement): void {
  profile.setState({ open: { userId, anchor } }, true);
}

export function closeProfile(): void {
  profile.setState({}, true);
}

export function useOpenProfile(): OpenProfile | undefined {
  return useStore(profile, (state) => state.open);
}
