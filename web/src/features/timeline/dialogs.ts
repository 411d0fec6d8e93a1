import { dialog } from '../../shell/dialogs.ts';
import { msg } from '../../words/words.ts';

export const deletePost = dialog<{ postId: string }>({
  title: msg('Delete message'),
  load: () => import('./DeletePost.tsx').then((module) => module.DeletePost),
});
