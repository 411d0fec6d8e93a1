import type { FileInfo } from '@innermost/protocol/files.ts';

import { dialog } from '../../shell/dialogs.ts';
import { msg } from '../../words/words.ts';

export const removeFile = dialog<{ file: FileInfo; postId: string }>({
  title: msg('Remove the file'),
  load: () => import('./RemoveFile.tsx').then((module) => module.RemoveFile),
});
