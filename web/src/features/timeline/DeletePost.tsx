import { useState } from 'react';

import { useLive } from '../../live/live.ts';
import { sentenceFor } from '../../shell/errors.ts';
import { Confirm } from '../../ui/Dialog.tsx';
import { t } from '../../words/words.ts';
import { stopEditing } from './editing.ts';
import { removePost } from './post-acts.ts';

export function DeletePost({ postId, onClose }: { postId: string; onClose: () => void }) {
  const post = useLive((state) => state.posts.get(postId));
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  if (!post) return null;
  const replies = post.root_id === '' ? post.reply_count : 0;
  const lost = lossOf(replies, post.file_ids.length);
  const remove = async () => {
    setBusy(true);
    try {
      await removePost(post);
      stopEditing();
      onClose();
    } catch (failure) {
      setError(sentenceFor(failure));
      setBusy(false);
    }
  };
  return (
    <Confirm
      open
      title={t('Delete this message?')}
      text={error ?? lost}
      verb={t('Delete message')}
      danger
      busy={busy}
      onConfirm={() => void remove()}
      onClose={onClose}
    />
  );
}

function lossOf(replies: number, files: number): string {
  if (replies > 0 && files > 0)
    return t(
      'It, its {replies, plural, one {# reply} other {# replies}} and its {files, plural, one {file} other {# files}} will be gone for everyone.',
      { replies, files },
    );
  if (files > 0)
    return t('It and its {files, plural, one {file} other {# files}} will be gone for everyone.', { files });
  return replies > 0
    ? t('It and its {replies, plural, one {# reply} other {# replies}} will be gone for everyone.', { replies })
    : t('It will be gone for everyone.');
}
