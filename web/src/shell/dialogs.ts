/**
 * Dialogs as data. A feature declares each of its dialogs in `dialogs.ts`; menus, empty states and shortcuts open them by
 * that declaration, and their files are loaded when first needed.
 */
import { type ComponentType, createElement, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

import { type Message, t } from '../words/words.ts';
import { part } from './part.tsx';

export interface DialogOptions<Props extends object> {
  /** Shown where the dialog cannot be. */
  title: Message;
  load: () => Promise<ComponentType<Props & { onClose: () => void }>>;
}

export interface Dialog<Props extends object> {
  kind: 'dialog';
  title: Message;
  render(props: Props & { onClose: () => void }): ReactNode;
}

export function dialog<Props extends object>({ title, load }: DialogOptions<Props>): Dialog<Props> {
  const Part = part(load);
  return { kind: 'dialog', title, render: (props) => createElement(Part, props) };
}

interface OpenDialog {
  title: string;
  content: ReactNode;
}

const dialogs = createStore<{ open?: OpenDialog }>(() => ({}));

export function openDialog<Props extends object>(of: Dialog<Props>, props: Props): void {
  dialogs.setState({ open: { title: t(of.title), content: of.render({ ...props, onClose: closeDialog }) } }, true);
}

export function closeDialog(): void {
  dialogs.setState({}, true);
}

/** One at a time. */
export function useOpenDialog(): OpenDialog | undefined {
  return useStore(dialogs, (state) => state.open);
}
