import { dialog } from '../../shell/dialogs.ts';

export const shortcuts = dialog<object>({
  title: 'Keyboard shortcuts',
  load: () => import('./ShortcutList.tsx').then((module) => module.ShortcutList),
});
