// Toasts are for acts that can be undone, and for nothing else; failures belong where they happened.

export interface Toast {
  id: number;
  text: string;
  act?: { label: string; run: () => void };
}

const most = 3;
let shown: readonly Toast[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

/** Shows a toast at the end of the line; a fourth sends the oldest away. */
export function showToast(toast: Omit<Toast, 'id'>): number {
  const id = nextId++;
  replace([...shown, { ...toast, id }].slice(-most));
  return id;
}

export function dismissToast(id: number): void {
  replace(shown.filter((toast) => toast.id !== id));
}

export function toastsNow(): readonly Toast[] {
  return shown;
}

export function onToasts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function replace(toasts: readonly Toast[]): void {
  shown = toasts;
  for (const listener of listeners) listener();
}
