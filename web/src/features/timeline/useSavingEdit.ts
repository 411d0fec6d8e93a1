import { useEffect, useEffectEvent, useState } from 'react';

import type { Post } from '@innermost/protocol/posts.ts';

import { openDialog } from '../../shell/dialogs.ts';
import { sentenceFor } from '../../shell/errors.ts';
import { t } from '../../words/words.ts';
import type { EditFiles } from '../uploads/useEditFiles.tsx';
import { deletePost } from './dialogs.ts';
import { saveEdit } from './post-acts.ts';

export interface SavingEditOptions {
  post: Post;
  /** As it was before. */
  written: string;
  text: string;
  files: Pick<EditFiles, 'ids' | 'going' | 'failed' | 'hasAny'>;
  onDone: () => void;
}

/** Saves once the files are there. One that fails meanwhile stops it: whether to go without is for its author to say. */
export function useSavingEdit({ post, written, text, files, onDone }: SavingEditOptions) {
  const { ids, going, failed, hasAny } = files;
  const [error, setError] = useState<string>();
  /** How many had failed when Save was pressed; undefined: it was not. */
  const [asked, setAsked] = useState<number>();
  const busy = asked !== undefined && failed <= asked;
  const goOn = useEffectEvent(() => {
    const fail = (failure: unknown) => {
      setError(t('Not saved: {reason}', { reason: sentenceFor(failure) }));
      setAsked(undefined);
    };
    saveEdit(post, { ...(text !== written && { message: text }), ...(ids && { file_ids: ids }) }).then(onDone, fail);
  });
  const isDue = busy && going === 0;
  useEffect(() => {
    if (isDue) goOn();
  }, [isDue]);
  return {
    error,
    busy,
    save() {
      if (busy) return;
      if (text.trim() === '' && !hasAny) openDialog(deletePost, { postId: post.id });
      else if (text === written && ids === undefined && going === 0) onDone();
      else setAsked(failed);
    },
  };
}
