import { useState } from 'react';

import { useLive } from '../../live/live.ts';
import { sentenceFor } from '../../shell/errors.ts';
import { Confirm } from '../../ui/Dialog.tsx';
import { stopEditing } from './editing.ts';
import { removePost } from './post-acts.ts';

export function DeletePost({ postId, onClose }: { postId: string; onClose: () => void }) {
  const post = useLive((state) => state.posts.get(postId));
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  if (!post) return null;
  const replies = post.root_id === '' ? post.reply_count : 0;
  const lost =
    replies > 0
      ? `It and its ${replies} ${replies === 1 ? 'reply' : 'replies'} will be gone for everyone.`
      : 'It will be gone for everyone.';
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
      title="Delete this message?"
      text={error ?? lost}
      verb="Delete message"
      danger
      busy={busy}
      onConfirm={() => void remove()}
      onClose={onClose}
    />
  );
}
