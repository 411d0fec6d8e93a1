import { dialog } from '../../shell/dialogs.ts';
import { msg } from '../../words/words.ts';

export const deleteOwnEmoji = dialog<{ name: string }>({
  title: msg('Delete emoji'),
  load: () => import('./page/DeleteEmoji.tsx').then((module) => module.DeleteEmoji),
});
