import { dialog } from '../../shell/dialogs.ts';

/** The palette. */
export const jump = dialog<object>({
  title: 'Jump to',
  load: () => import('./JumpDialog.tsx').then((module) => module.JumpDialog),
});
