/** Which dialog is open. They are opened from menus, empty states and shortcuts alike, and loaded when first needed. */
import { createStore } from 'zustand/vanilla';
import { useStore } from 'zustand';

export type OpenDialog =
  | { name: 'jump' }
  | { name: 'shortcuts' }
  | { name: 'new-channel'; teamId: string }
  | { name: 'new-direct'; teamName: string }
  | { name: 'invite'; teamId: string }
  | { name: 'add-people'; channelId: string }
  | { name: 'edit-channel'; channelId: string }
  | { name: 'leave-channel'; channelId: string }
  | { name: 'archive-channel'; channelId: string }
  | { name: 'leave-team'; teamId: string }
  | { name: 'delete-post'; postId: string };

const dialogs = createStore<{ open?: OpenDialog }>(() => ({}));

export function openDialog(open: OpenDialog): void {
  dialogs.setState({ open }, true);
}

export function closeDialog(): void {
  dialogs.setState({}, true);
}

export function useOpenDialog(): OpenDialog | undefined {
  return useStore(dialogs, (state) => state.open);
}
