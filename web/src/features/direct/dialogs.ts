import { dialog } from '../../shell/dialogs.ts';
import { msg } from '../../words/words.ts';

export const newDirect = dialog<{ teamName: string }>({
  title: msg('New message'),
  load: () => import('./NewDirect.tsx').then((module) => module.NewDirect),
});
