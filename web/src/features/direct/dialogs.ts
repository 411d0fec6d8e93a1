import { dialog } from '../../shell/dialogs.ts';

export const newDirect = dialog<{ teamName: string }>({
  title: 'New message',
  load: () => import('./NewDirect.tsx').then((module) => module.NewDirect),
});
