import { dialog } from '../../shell/dialogs.ts';

export const deletePost = dialog<{ postId: string }>({
  title: 'Delete message',
  load: () => import('./DeletePost.tsx').then((module) => module.DeletePost),
});
