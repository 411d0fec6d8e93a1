import { useState } from 'react';

import type { FileInfo } from '@innermost/protocol/files.ts';
import { patchPost } from '@innermost/protocol/posts.ts';

import { live } from '../../live/live.ts';
import { sentenceFor } from '../../shell/errors.ts';
import { Confirm } from '../../ui/Dialog.tsx';
import { t } from '../../words/words.ts';

export interface RemoveFileProps {
  file: FileInfo;
  postId: string;
  onClose: () => void;
}

/** Takes a file out of a message of mine. */
export function RemoveFile({ file, postId, onClose }: RemoveFileProps) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const remove = async () => {
    setBusy(true);
    try {
      const held = live.store.getState().posts.get(postId);
      const file_ids = (held?.file_ids ?? []).filter((id) => id !== file.id);
      const post = await live.client.call(patchPost, { params: { post_id: postId }, body: { file_ids } });
      live.apply('post_edited', { post }, { channel_id: post.channel_id });
      onClose();
    } catch (failure) {
      setError(sentenceFor(failure));
      setBusy(false);
    }
  };
  return (
    <Confirm
      open
      title={t('Remove {name}?', { name: file.name })}
      text={error ?? t('Nobody can open it any more. The message stays, and says that it was edited.')}
      verb={t('Remove file')}
      danger
      busy={busy}
      onConfirm={() => void remove()}
      onClose={onClose}
    />
  );
}
