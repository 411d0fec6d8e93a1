import { dialog } from '../../shell/dialogs.ts';
import { msg } from '../../words/words.ts';

/** The palette. */
export const jump = dialog<object>({
  title: msg('Jump to'),
  load: () => import('./JumpDialog.tsx').then((module) => module.JumpDialog),
});
