import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

/** Which post is being edited; one at a time, wherever it is shown. */
const editing = createStore<{ postId?: string }>(() => ({}));

export function startEditing(postId: string): void {
  editing.setState({ postId }, true);
}

export function stopEditing(): void {
  editing.setState({}, true);
}

export function useIsEditing(postId: string): boolean {
  return useStore(editing, (state) => state.postId === postId);
}
