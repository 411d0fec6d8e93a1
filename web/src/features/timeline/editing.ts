import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

/** Which post is being edited, and where: one at a time, and not in its channel and its thread at once. */
interface Editing {
  postId?: string;
  inThread?: boolean;
}

const editing = createStore<Editing>(() => ({}));

export function startEditing(postId: string, inThread: boolean): void {
  editing.setState({ postId, inThread }, true);
}

export function stopEditing(): void {
  editing.setState({}, true);
}

export function useIsEditing(postId: string, inThread: boolean): boolean {
  return useStore(editing, (state) => state.postId === postId && state.inThread === inThread);
}

/** The post that is edited in this kind of timeline. */
export function useEdited(inThread: boolean): string | undefined {
  return useStore(editing, (state) => (state.inThread === inThread ? state.postId : undefined));
}
