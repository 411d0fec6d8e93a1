import { dialog } from '../../shell/dialogs.ts';
import { msg } from '../../words/words.ts';

export const shortcuts = dialog<object>({
  title: msg('Keyboard shortcuts'),
  load: () => import('./ShortcutList.tsx').then((module) => module.ShortcutList),
});
